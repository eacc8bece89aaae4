package import Domain

/// Budgets: those of projects, what budgets say of artifacts, and what was accepted.
package protocol BudgetStore: Sendable {
    /// Nil if the project has none of its own.
    func budgets(of project: Project.Number) async throws -> ProjectBudgets?
    /// Replaces the project's own budgets; a text without anything but white space takes them away. What was decided
    /// before stays. Throws `StoreError.notFound`.
    func setBudgets(_ text: String, of project: Project.Number, at now: Timestamp) async throws
    /// What budgets say of an artifact; nil if it has none, or has not passed.
    func budgets(of artifact: Artifact.ID, in project: Project.Number) async throws -> ArtifactBudgets?
    /// What was accepted of an artifact, the oldest first.
    func acceptances(of artifact: Artifact.ID, in project: Project.Number) async throws -> [ExcessAcceptance]
    /// Those of some artifacts of which an excess was accepted.
    func accepted(of artifacts: [Artifact.ID], in project: Project.Number) async throws -> Set<Artifact.ID>
    /// Accepts all that an artifact exceeds, and its `bundle:accepted` event, in the same transaction. Throws
    /// `StoreError.notFound`, and `.conflict` if it exceeds nothing.
    func acceptExcess(
        _ new: NewAcceptance, of artifact: Artifact.ID, in project: Project.Number,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp, once: Once<AcceptedExcess>?
    ) async throws -> Reply<AcceptedExcess>
}

/// An artifact whose excess was accepted.
package struct AcceptedExcess: Hashable, Sendable {
    package var artifact: Artifact
    package var budgets: ArtifactBudgets
    /// All that was accepted of it, the newest last.
    package var acceptances: [ExcessAcceptance]

    package init(artifact: Artifact, budgets: ArtifactBudgets, acceptances: [ExcessAcceptance]) {
        self.artifact = artifact
        self.budgets = budgets
        self.acceptances = acceptances
    }
}
