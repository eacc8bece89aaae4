import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// The list of projects, and the home page of one.
struct ProjectPages: Sendable {
    /// How many projects one page shows, and how many are searched.
    static let pageSize = 50
    static let searched = 1_000
    /// How many artifacts a project's home page lists.
    static let shownArtifacts = 20
    /// How many branches and names the filters offer.
    static let choices = 100

    let services: Services
    let store: any ProjectStore & ArtifactStore & OverviewStore & WebhookStore

    var routes: [PageRoute] {
        [
            .get(services, "/", showList), .get(services, "/projects/new", showNew),
            .post(services, "/projects/new", create), .get(services, "/{project}", showHome),
            .get(services, "/{project}/settings", showSettings), .post(services, "/{project}/settings", change),
            .post(services, "/{project}/settings/delete", delete),
        ]
    }

    struct ListView: Sendable {
        struct Row: FieldedView {
            var id: String
            var href: String
            var name: String
            /// The page of its repository; nil if unknown.
            var repository: String?
            var isPublic: Bool
            var score: ScoreView?
            var scoreChange: ChangeView?
            var size: String?
            var change: ChangeView?
            var last: MomentView?
            var lastHref: String?
            var failing: String?

            var fields: [String: Any?] {
                [
                    "id": id, "href": href, "name": name, "repository": repository,
                    "isPublic": isPublic, "score": score,
                    "scoreChange": scoreChange, "size": size, "change": change, "last": last, "lastHref": lastHref,
                    "failing": failing,
                ]
            }
        }

        var rows: [Row]
        var hasRows: Bool
        var query: String
        var isSearch: Bool
        var mayCreate: Bool
        var isInstanceAdmin: Bool
        var isSignedIn: Bool
        var older: String?
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        let query = request.query("q").trimmed.lowercased()
        let found = try await store.projects(
            visibleTo: request.viewer, before: Int64(request.query("before")),
            limit: query.isEmpty ? Self.pageSize + 1 : Self.searched)
        let matching = query.isEmpty ? found : found.filter { Self.matches($0, query) }
        let shown = matching.prefix(Self.pageSize)
        var rows: [ListView.Row] = []
        let overviews = try await store.overviews(of: shown.map(\.number))
        for project in shown { rows.append(try await row(project, overviews[project.number], request)) }
        let view = ListView(
            rows: rows, hasRows: !rows.isEmpty, query: request.query("q"), isSearch: !query.isEmpty,
            mayCreate: try await request.mayCreateProjects(),
            isInstanceAdmin: request.access.isInstanceAdmin, isSignedIn: request.account != nil,
            older: query.isEmpty && found.count > Self.pageSize ? shown.last.map { "/?before=\($0.number)" } : nil)
        return request.render("project-list", title: request.strings("projects"), view)
    }

    private static func matches(_ project: Project, _ query: String) -> Bool {
        [project.id, project.name, project.namespace].contains { $0.lowercased().contains(query) }
    }

    private func row(
        _ project: Project, _ overview: ProjectOverview?, _ request: PageRequest
    ) async throws -> ListView.Row {
        let troubled = (overview?.failingWebhooks ?? 0) + (overview?.disabledWebhooks ?? 0)
        let now = overview?.passed?.result, before = overview?.before?.result
        // Checked only if there is something that only an admin may know.
        let isAdmin = troubled > 0 ? try await request.isAdmin(of: project) : false
        return ListView.Row(
            id: project.id, href: "/\(project.id)", name: "\(project.namespace)/\(project.name)",
            repository: RepositoryLinks(of: project)?.home, isPublic: project.isPublic,
            score: now.map { ScoreView($0.score, request.strings) },
            scoreChange: now.flatMap { ChangeView.score($0.score, before: before?.score) },
            size: now.map { SizeText.of($0.size.raw) },
            change: now.flatMap { ChangeView.size($0.size.raw, before: before?.size.raw) },
            last: (overview?.last).map { MomentView($0.createdAt, now: request.now, request.strings) },
            lastHref: (overview?.last).map { "/\(project.id)/artifacts/\($0.id)" },
            failing: isAdmin && troubled > 0
                ? request.strings(
                    "webhooks-in-trouble",
                    [
                        "failing": String(overview?.failingWebhooks ?? 0),
                        "disabled": String(overview?.disabledWebhooks ?? 0),
                    ])
                : nil)
    }

    struct HomeView: Sendable {
        struct Choice: Sendable {
            var value: String
            var name: String
            var isChosen: Bool

            init(_ value: String, chosen: String?) {
                self.init(value, named: CutText.option(value), isChosen: value == chosen)
            }

            init(_ value: String, named name: String, isChosen: Bool) {
                self.value = value
                self.name = name
                self.isChosen = isChosen
            }
        }

        var id: String
        var name: String
        /// The page of its repository; nil if unknown.
        var repository: String?
        var path: String
        var chart: ChartView?
        /// Its webhooks that fail, wait for their receiver or are disabled; empty for visitors who may not know of them.
        var troubled: [TroubledWebhook]
        var hasTroubled: Bool
        var branches: [Choice]
        var names: [Choice]
        var rows: [ArtifactRowView]
        var hasRows: Bool
        /// Whether there is anything to filter.
        var hasFilters: Bool
        var isUnderWay: Bool
        var isFiltered: Bool
        var allArtifacts: String
        var history: String
        /// Stands in place of the rows.
        var noBuilds: SentenceView
        var project: String
        var tokensPath: String?
        var serverURL: String
    }

    @Sendable private func showHome(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        let number = project.number
        let choice = ChartBranch(request.query("branch")), name = ArtifactPages.filled(request.query("name"))
        let branches = try await store.branches(in: number, limit: Self.choices)
        let (shown, history) = try await history(of: choice, name: name, branches, in: project)
        let filter = ArtifactFilter(branch: choice.name, name: name)
        let artifacts = try await store.artifacts(
            in: number, matching: filter, before: nil, limit: Self.shownArtifacts)
        let rows = try await request.rows(artifacts, in: project, store)
        let webhooks =
            request.isAdmin
            ? try await store.webhooks(in: .project(number), before: nil, limit: Webhook.maximumPerProject) : []
        let troubled = TroubledWebhook.list(of: webhooks, in: .project(project), request)
        let isFiltered = filter != ArtifactFilter()
        let view = HomeView(
            id: project.id, name: "\(project.namespace)/\(project.name)",
            repository: RepositoryLinks(of: project)?.home, path: "/\(project.id)",
            chart: ChartView(history, in: project, request), troubled: troubled, hasTroubled: !troubled.isEmpty,
            branches: Self.choices(of: branches, choice, baseline: shown, request.strings),
            names: try await store.artifactNames(in: number, limit: Self.choices).map {
                .init($0, chosen: name)
            },
            rows: rows, hasRows: !rows.isEmpty, hasFilters: !rows.isEmpty || isFiltered,
            isUnderWay: rows.contains(where: \.isUnderWay), isFiltered: isFiltered,
            allArtifacts: "/\(project.id)/artifacts", history: "/\(project.id)/history",
            noBuilds: SentenceView(request.strings("artifacts-empty")),
            project: project.id, tokensPath: request.isAdmin ? "/\(project.id)/settings/tokens" : nil,
            serverURL: services.configuration.publicURL)
        return request.render("project-home", title: request.strings("navigation-overview"), current: "overview", view)
    }

    /// The builds that the chart shows, with the baseline branch if it is that of this branch. If no build of the
    /// baseline branch has passed yet, all branches stand in for it.
    private func history(
        of choice: ChartBranch, name: String?, _ branches: [String], in project: Project
    ) async throws -> (baseline: String?, [Artifact]) {
        func history(_ branch: String?) async throws -> [Artifact] {
            try await store.history(in: project.number, branch: branch, name: name, limit: ChartView.maximumPoints)
        }
        for branch in project.baselineBranches(of: branches) {
            let found = try await history(branch)
            if !found.isEmpty { return (branch, choice == .baseline ? found : try await history(choice.name)) }
        }
        return (nil, try await history(choice.name))
    }

    static func choices(
        of branches: [String], _ choice: ChartBranch, baseline: String?, _ strings: Strings
    ) -> [HomeView.Choice] {
        let all = strings("all-branches")
        var choices: [HomeView.Choice] = []
        if let baseline {
            let name = strings("baseline-choice", ["branch": CutText.option(baseline)])
            choices.append(.init("", named: name, isChosen: choice == .baseline))
        }
        let isAll = choice == .all || (choice == .baseline && baseline == nil)
        choices.append(.init(ChartBranch.allValue, named: all, isChosen: isAll))
        return choices + branches.map { .init($0, chosen: choice.name) }
    }

    @Sendable private func showNew(_ request: PageRequest) async throws -> Response {
        _ = try await request.projectCreator()
        return form(request, ProjectDraft(), [])
    }

    private func form(_ request: PageRequest, _ draft: ProjectDraft, _ faults: [FieldFault]) -> Response {
        request.render(
            "project-new", title: request.strings("create-project"), ProjectFormView(draft, faults, request.strings),
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func create(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let creator = try await request.projectCreator()
        let draft = ProjectDraft(posted)
        let form = try Form(JSONDocument(scanning: draft.json(withID: true)).root, ProjectFields.creation)
        guard form.faults.isEmpty else { return self.form(request, draft, form.faults) }
        do {
            let new = try form.newProject(by: creator)
            _ = try await ProjectGuard(store: services.store, time: services.time, creator: creator).run {
                try await store.createProject(new, at: services.now, once: nil)
            }
        } catch StoreError.conflict(let conflict) {
            let fault = FieldFault(field: ProjectFields.id.name, reason: .conflict(conflict))
            return self.form(request, draft, [conflict.fault ?? fault])
        }
        return .redirect("/\(draft.id)?notice=project-created")
    }

    struct SettingsView: Sendable {
        var id: String
        var path: String
        var form: ProjectFormView
        var faults: [FaultView]
        var hasFaults: Bool
        /// Whether what was refused is its removal.
        var isRemoval: Bool
    }

    @Sendable private func showSettings(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        return settings(request, project, ProjectDraft(project), [])
    }

    private func settings(
        _ request: PageRequest, _ project: Project, _ draft: ProjectDraft, _ faults: [FieldFault]
    ) -> Response {
        let form = ProjectFormView(draft, faults, request.strings)
        let view = SettingsView(
            id: project.id, path: "/\(project.id)/settings", form: form, faults: form.faults,
            hasFaults: form.hasFaults, isRemoval: form.confirm.fault != nil)
        return request.render(
            "project-settings", title: request.strings("navigation-general"), current: "general", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func change(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        let draft = ProjectDraft(posted)
        let form = try Form(JSONDocument(scanning: draft.json(withID: false)).root, ProjectFields.change)
        guard form.faults.isEmpty else { return settings(request, project, draft, form.faults) }
        _ = try await store.updateProject(project.number, form.projectChanges(), at: services.now)
        return .redirect("/\(project.id)/settings?notice=project-saved")
    }

    @Sendable private func delete(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        guard posted["confirm"] == project.id else {
            let fault = FieldFault(field: "confirm", reason: .project(.unconfirmedID))
            return settings(request, project, ProjectDraft(project), [fault])
        }
        _ = try await store.deleteProject(project.number, at: services.now)
        return .redirect("/?notice=project-deleted")
    }
}

extension PageRequest {
    func isAdmin(of project: Project) async throws -> Bool {
        guard let account else { return false }
        let role =
            account.isInstanceAdmin ? nil : try await services.store.role(of: account.id, in: project.number)
        return access.verdict(on: .admin, in: project, role: role) == .allowed
    }
}
