import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Any two artifacts of a project, the first of them as the baseline of the second.
struct ComparePages: Sendable {
    let services: Services
    let store: any ArtifactStore

    var routes: [PageRoute] {
        [.get(services, "/{project}/compare", choose), .get(services, "/{project}/compare/{pair}", show)]
    }

    static func path(_ project: Project, _ base: Int64, _ head: Int64) -> String {
        "/\(project.id)/compare/\(base)...\(head)"
    }

    /// Leads to the comparison of the two that a form names; without them, asks for them.
    @Sendable private func choose(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        let (base, head) = (APIRequest.number(request.query("base")), APIRequest.number(request.query("head")))
        guard base < 1 || head < 1 else { return .redirect(Self.path(project, base, head)) }
        let recents = try await newest(in: project)
        let view = CompareView(base: base < 1 ? "" : String(base), head: head < 1 ? "" : String(head), recents, project)
        return render(view, request.strings("compare"), request)
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        guard let (base, head) = Self.pair(request.parameter("pair")) else { throw Problem.notFound(.artifact) }
        let (baseline, artifact) = (
            try await store.artifact(base, in: project.number), try await store.artifact(head, in: project.number)
        )
        var view = CompareView(base: String(base), head: String(head), try await newest(in: project), project)
        let title = request.strings("compare-title", ["base": String(base), "head": String(head)])
        view.take(baseline, artifact, in: project, request)
        let refusals = [(base, baseline), (head, artifact)].compactMap { refusal(of: $0, $1, request.strings) }
        guard let baseline, let artifact, refusals.isEmpty else {
            view.refusals = refusals
            return render(view, title, request, status: .notFound)
        }
        let part = OverviewPart(request)
        let subject = ReportSubject(
            request: request, project: project, artifact: artifact, baseline: baseline,
            path: Self.path(project, base, head), section: part.section, network: VisitNetwork(request))
        let reading = await OverviewReading.of(artifact, against: baseline, part, services.inspector)
        view.show(reading, subject)
        var response = render(view, title, request)
        subject.network.remember(on: &response, request)
        return response
    }

    private func render(
        _ view: CompareView, _ title: String, _ request: PageRequest, status: HTTPResponse.Status = .ok
    ) -> Response {
        var view = view
        view.heading = title
        return request.render("compare", title: title, current: "artifacts", view, status: status)
    }

    private func newest(in project: Project) async throws -> [Artifact] {
        try await store.artifacts(
            in: project.number, matching: ArtifactFilter(), before: nil, limit: ArtifactToolsView.recent)
    }

    /// Why one of the two cannot be compared; nil if it can.
    private func refusal(of id: Int64, _ artifact: Artifact?, _ strings: Strings) -> String? {
        guard let artifact else { return strings("compare-missing", ["id": String(id)]) }
        guard artifact.result == nil else { return nil }
        return strings(
            artifact.status == .failed ? "compare-failed" : "compare-under-way", ["id": String(id)])
    }

    /// `3...12`, as GitHub writes the two ends of a comparison.
    private static func pair(_ text: String) -> (base: Int64, head: Int64)? {
        let parts = text.split(byte: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].isEmpty, parts[2].isEmpty else { return nil }
        let (base, head) = (APIRequest.number(String(parts[0])), APIRequest.number(String(parts[3])))
        return base > 0 && head > 0 ? (base, head) : nil
    }
}
