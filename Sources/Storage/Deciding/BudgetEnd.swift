package import Domain

/// What the end of an analysis that passed tells of budgets besides `bundle:finished`.
///
/// Nobody is told of what a new analysis found, unless it was made because the right baseline came later, or an event was
/// asked for.
package struct BudgetEnd: Hashable, Sendable {
    /// Whether `bundle:compared` is raised.
    package let isCompared: Bool
    /// Whether `bundle:budget-exceeded` is raised: once for each artifact.
    package let raisesExceeded: Bool
    /// Whether it may be that the branch has recovered.
    package let mayRecover: Bool

    /// - Parameters:
    ///   - isComparison: whether the analysis was made because the right baseline came later.
    ///   - isTold: whether `bundle:budget-exceeded` was raised for the artifact before.
    package init(
        _ budgets: ArtifactBudgets?, in pass: AnalysisPass, isComparison: Bool, raisesEvent: Bool, isTold: Bool,
        isOnBaselineBranch: Bool
    ) {
        isCompared = pass == .again && isComparison
        let tells = raisesEvent || isCompared
        raisesExceeded = tells && !isTold && budgets?.isExceeded == true
        mayRecover = tells && isOnBaselineBranch && budgets != nil
    }
}
