import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Accepting what an artifact exceeds, with a reason.
struct AcceptancePages: Sendable {
    let services: Services
    let store: any ArtifactStore & BudgetStore

    var routes: [PageRoute] {
        let path = "/{project}/artifacts/{id}/acceptance"
        return [.get(services, path, show), .post(services, path, accept)]
    }

    struct View: Sendable {
        var heading: String
        var budgets: BudgetsView?
        var back: String
        var action: String
        var reason: String
        var longestReason = ExcessAcceptance.longestReason
        var reasonFault: String?
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project, artifact) = try await artifact(of: request)
        return try await page(request, artifact, in: project, reason: "")
    }

    @Sendable private func accept(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, project, artifact) = try await artifact(of: request)
        let reason = form.lines("reason").trimmed
        let rule = TextRule(length: 1...ExcessAcceptance.longestReason, control: .layoutTaken)
        if let fault = reason.isBlank ? TextFault.empty : rule.fault(in: reason) {
            return try await page(
                request, artifact, in: project, reason: reason,
                faults: [FieldFault(field: "reason", reason: .text(fault))])
        }
        _ = try await ExcessApproval(services: services, store: store).accept(
            artifact.id, in: project, by: try request.signedIn(), because: reason)
        return .redirect("/\(project.id)/artifacts/\(artifact.id)?notice=excess-accepted#budgets")
    }

    private func page(
        _ request: PageRequest, _ artifact: Artifact, in project: Project, reason: String, faults: [FieldFault] = []
    ) async throws -> Response {
        let strings = request.strings
        let review = try await ArtifactReview(of: artifact, in: project, store)
        guard review.budgets?.isExceeded == true else { throw StoreError.conflict(.nothingToAccept) }
        var budgets = BudgetsView(review, of: artifact, in: project, request)
        // The page has the form itself.
        budgets?.acceptPath = nil
        let artifactPath = "/\(project.id)/artifacts/\(artifact.id)"
        let view = View(
            heading: strings("accept-heading", ["name": artifact.build.name, "id": String(artifact.id)]),
            budgets: budgets, back: "\(artifactPath)#budgets", action: "\(artifactPath)/acceptance", reason: reason,
            reasonFault: faults.text(of: "reason", strings).map(FieldView.plain),
            faults: faults.map { FaultView($0, label: strings("accept-reason"), strings) }, hasFaults: !faults.isEmpty)
        return request.render(
            "acceptance", title: view.heading, current: "artifacts", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private func artifact(of request: PageRequest) async throws -> (PageRequest, Project, Artifact) {
        let (request, project) = try await request.project(for: .admin)
        guard let artifact = try await store.artifact(request.number("id"), in: project.number) else {
            throw Problem.notFound(.artifact)
        }
        return (request, project, artifact)
    }
}
