import Domain
import Storage

/// Accepts what an artifact exceeds, requested by the API or a page.
struct ExcessApproval: Sendable {
    let services: Services
    let store: any BudgetStore

    /// Throws a 409 if there is nothing to accept.
    func accept(
        _ artifact: Artifact.ID, in project: Project, by account: Account, because reason: String,
        once: Once<AcceptedExcess>? = nil
    ) async throws -> Reply<AcceptedExcess> {
        let publicURL = services.configuration.publicURL
        let new = NewAcceptance(account: account.id, acceptedBy: account.name, reason: reason)
        return try await store.acceptExcess(
            new, of: artifact, in: project.number, event: { $0.body(in: project, publicURL: publicURL) },
            at: services.now, once: once)
    }
}
