/// Checks a build against budgets.
package enum BudgetCheck {
    /// - Parameters:
    ///   - accepted: the excesses that were accepted; of several on one budget and subject, the last counts.
    ///   - history: the values of a number in earlier builds of the baseline branch, the oldest first; nil if they are
    ///     not known.
    package static func outcome(
        of budgets: [Budget], for build: ComparedBuild, baseline: ComparedBuild?, accepted: [BudgetAcceptance] = [],
        history: ((BudgetMeasure) -> [Double])? = nil
    ) -> BudgetOutcome {
        let measured = MeasuredBudgets(budgets, of: build, baseline: baseline)
        var past: [Int: [Double]] = [:]
        for drift in measured.drifts { past[drift.id] = history?(drift.measure) }
        return measured.outcome(accepted: accepted, past: past)
    }
}
