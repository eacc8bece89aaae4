package import Domain

/// How the budgets of an analyzed build are decided. The store asks in the transaction that records the end of the
/// analysis, so that no acceptance is missed.
package struct BudgetReview: Sendable {
    /// What made the build change from its baseline; nil without one.
    package var causes: [ArtifactCause]?
    /// Whether the build is one of the project's baseline branch.
    package var isOnBaselineBranch: Bool
    /// Decides, given what was accepted of the artifact and of those before it, the oldest first. Nil if there are no
    /// budgets.
    package var decide: (@Sendable ([ExcessAcceptance]) -> ArtifactBudgets)?

    package init(
        causes: [ArtifactCause]? = nil, isOnBaselineBranch: Bool = false,
        decide: (@Sendable ([ExcessAcceptance]) -> ArtifactBudgets)? = nil
    ) {
        self.causes = causes
        self.isOnBaselineBranch = isOnBaselineBranch
        self.decide = decide
    }
}
