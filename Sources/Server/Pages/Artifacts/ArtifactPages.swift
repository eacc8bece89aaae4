import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Uploaded builds and their analysis.
struct ArtifactPages: Sendable {
    static let pageSize = 50

    let services: Services
    let store: any WebhookStore & DeliveryLog & ArtifactStore & OverviewStore & BudgetStore

    var routes: [PageRoute] {
        let list = "/{project}/artifacts"
        return [
            .get(services, list, showList), .get(services, "\(list)/{id}", showOne),
            .post(services, "\(list)/{id}/analysis", analyze),
        ]
    }

    struct ListView: Sendable {
        var path: String
        var project: String
        var rows: [ArtifactRowView]
        var hasRows: Bool
        /// Whether there is anything to filter.
        var hasFilters: Bool
        var isUnderWay: Bool
        var isFiltered: Bool
        var branch: String
        var name: String
        var hash: String
        var older: String?
        var newest: String?
        /// Stands in place of the rows.
        var noBuilds: SentenceView
        var tokensPath: String?
        var serverURL: String
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        let filter = ArtifactFilter(
            branch: Self.filled(request.query("branch")), name: Self.filled(request.query("name")),
            hash: Self.filled(request.query("hash")))
        let before = Int64(request.query("before"))
        let found = try await store.artifacts(
            in: project.number, matching: filter, before: before, limit: Self.pageSize + 1)
        let shown = Array(found.prefix(Self.pageSize))
        let rows = try await request.rows(shown, in: project, store)
        let path = LocalPath(request.http).without("before")
        let isFiltered = filter != ArtifactFilter() || before != nil
        let view = ListView(
            path: "/\(project.id)/artifacts", project: project.id, rows: rows, hasRows: !rows.isEmpty,
            hasFilters: !rows.isEmpty || isFiltered, isUnderWay: rows.contains(where: \.isUnderWay),
            isFiltered: isFiltered,
            branch: request.query("branch"), name: request.query("name"), hash: request.query("hash"),
            older: found.count > Self.pageSize
                ? shown.last.map { "\(path)\(path.contains("?") ? "&" : "?")before=\($0.id)" } : nil,
            newest: before == nil ? nil : path, noBuilds: SentenceView(request.strings("artifacts-empty")),
            tokensPath: request.isAdmin ? "/\(project.id)/settings/tokens" : nil,
            serverURL: services.configuration.publicURL)
        return request.render(
            "artifact-list", title: request.strings("navigation-artifacts"), current: "artifacts", view)
    }

    static func filled(_ text: String) -> String? { text.trimmed.isEmpty ? nil : text.trimmed }

    @Sendable private func showOne(_ request: PageRequest) async throws -> Response {
        let (request, project, artifact) = try await artifact(of: request, for: .read)
        let sought = request.query("q").trimmed.cut(to: SearchView.longest)
        if !sought.isEmpty { return try await search(sought, in: artifact, of: project, request) }
        var baseline: Artifact?
        if let id = artifact.baselineID { baseline = try await store.artifact(id, in: project.number) }
        let part = OverviewPart(request)
        let subject = ReportSubject(
            request: request, project: project, artifact: artifact, baseline: baseline,
            path: "/\(project.id)/artifacts/\(artifact.id)", section: part.section, network: VisitNetwork(request))
        let reading = await OverviewReading.of(artifact, against: baseline, part, services.inspector)
        let review = try await ArtifactReview(of: artifact, in: project, store)
        let exceeded = (review.budgets?.verdicts ?? []).filter { $0.state == .exceeded }.map(\.name)
        var view = ArtifactView(artifact, baseline: baseline, reading, subject, exceeding: exceeded)
        view.budgets = BudgetsView(review, of: artifact, in: project, request)
        if artifact.result != nil {
            view.tools = ArtifactToolsView(artifact, try await others(than: artifact, in: project), in: project)
        }
        if request.isAdmin, let event = try await store.event(ofArtifact: artifact.id, in: project.number) {
            view.event = event.eventType.text
            view.eventHref = "/\(project.id)/events/\(event.id)"
            view.rows = try await request.deliveries(of: event, in: project, store)
            view.hasDeliveries = !view.rows.isEmpty
        }
        var response = request.render(
            "artifact", title: "\(artifact.build.name) #\(artifact.id)", current: "artifacts", view)
        subject.network.remember(on: &response, request)
        return response
    }

    /// The newest artifacts of the same name.
    private func others(than artifact: Artifact, in project: Project) async throws -> [Artifact] {
        try await store.artifacts(
            in: project.number, matching: ArtifactFilter(name: artifact.build.name), before: nil,
            limit: ArtifactToolsView.recent + 1)
    }

    private func search(
        _ text: String, in artifact: Artifact, of project: Project, _ request: PageRequest
    ) async throws -> Response {
        guard let result = artifact.result else { throw Problem.notFound(.comparable(status: artifact.status)) }
        let found: SearchOutline
        do {
            let bytes = try await services.inspector.search(text, in: result)
            found = try JSONDecoder().decode(SearchOutline.self, from: Data(bytes))
        } catch let failure as BuildInspectionFailure {
            throw Problem(failure)
        }
        let subject = ReportSubject(
            request: request, project: project, artifact: artifact, baseline: nil,
            path: "/\(project.id)/artifacts/\(artifact.id)", section: nil, network: VisitNetwork(request))
        let tools = ArtifactToolsView(
            artifact, try await others(than: artifact, in: project), in: project, sought: text)
        return request.render(
            "search", title: "\(text.cut(to: 60)) · \(artifact.build.name) #\(artifact.id)", current: "artifacts",
            SearchView(text, found, tools, subject))
    }

    @Sendable private func analyze(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (_, project, artifact) = try await artifact(of: request, for: .admin)
        _ = try await NewAnalysis(services: services, store: store).request(
            of: artifact, in: project, raisesEvent: false)
        return .redirect("/\(project.id)/artifacts/\(artifact.id)")
    }

    private func artifact(
        of request: PageRequest, for need: Access.Need
    ) async throws -> (PageRequest, Project, Artifact) {
        let (request, project) = try await request.project(for: need)
        guard let artifact = try await store.artifact(request.number("id"), in: project.number) else {
            throw Problem.notFound(.artifact)
        }
        return (request, project, artifact)
    }
}
