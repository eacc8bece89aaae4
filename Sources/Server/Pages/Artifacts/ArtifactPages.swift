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
        var baseline: Artifact?
        if let id = artifact.baselineID { baseline = try await store.artifact(id, in: project.number) }
        var report: ReportOutline?
        if let key = artifact.result?.reportKey { report = try await ReportOutline.read(key, from: services.blobs) }
        let diff = await diff(of: artifact, from: baseline)
        var view = ArtifactView(artifact, baseline: baseline, report, diff, in: project, request)
        let review = try await ArtifactReview(of: artifact, in: project, store)
        view.budgets = BudgetsView(review, of: artifact, in: project, request)
        if request.isAdmin, let event = try await store.event(ofArtifact: artifact.id, in: project.number) {
            view.event = event.eventType.text
            view.eventHref = "/\(project.id)/events/\(event.id)"
            view.rows = try await request.deliveries(of: event, in: project, store)
            view.hasDeliveries = !view.rows.isEmpty
        }
        return request.render(
            "artifact", title: "\(artifact.build.name) #\(artifact.id)", current: "artifacts", view)
    }

    /// Nil if there is nothing to compare with, or it cannot be compared right now: the page shows the rest.
    private func diff(of artifact: Artifact, from baseline: Artifact?) async -> DiffOutline? {
        guard let current = artifact.result, let before = baseline?.result,
            let bytes = try? await services.inspector.diff(of: current, against: before)
        else { return nil }
        return try? JSONDecoder().decode(DiffOutline.self, from: Data(bytes))
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
