/// Decides one budget on one number. Pure: what to compare with is given.
///
/// An absolute limit is exact, and so is that of a drift; but where the baseline is beyond it, only a build that is worse
/// than the baseline, by more than noise, exceeds it. A limit on the change from the baseline is not exceeded by noise.
struct BudgetDecision: Equatable {
    /// What the budget says of the value.
    let state: BudgetVerdict.State
    /// In the value's own unit; raised to what was accepted.
    let limit: Double
    /// What a share is of: the baseline, or the first build of the drift. Nil for an absolute limit.
    let reference: Double?

    /// - Parameters:
    ///   - past: values of builds of the baseline branch, the oldest first; only a drift needs them.
    ///   - accepted: the value up to which an excess was accepted.
    /// - Returns: nil if there is nothing to compare with.
    init?(
        _ value: Double, _ limit: BudgetLimit, unit: BudgetResult.Unit, baseline: Double?, past: [Double] = [],
        accepted: Double? = nil
    ) {
        let direction: Double = unit == .score ? -1 : 1
        let own: Double
        switch limit {
        case .absolute(let most): (own, reference) = (most, nil)
        case .change(let allowance):
            guard let baseline else { return nil }
            (own, reference) = (baseline + direction * allowance.amount(of: baseline), baseline)
        case .drift(let allowance, let builds):
            guard let first = past.suffix(builds).first else { return nil }
            (own, reference) = (first + direction * allowance.amount(of: first), first)
        }
        let worst = accepted.map { direction > 0 ? max(own, $0) : min(own, $0) } ?? own
        self.limit = worst
        /// Whether one is worse than the other.
        func isBeyond(_ one: Double, _ other: Double) -> Bool { direction * one > direction * other }
        guard isBeyond(value, worst) else {
            state = isBeyond(value, own) ? .accepted : .kept
            return
        }
        let before = baseline ?? (reference == nil ? nil : past.last)
        let isWorse = before.map { isBeyond(value, $0) && !Self.isNoise(from: $0, to: value, unit) } ?? true
        if case .change = limit {
            state = isWorse ? .exceeded : .noWorse
        } else {
            state = before.map { isBeyond($0, worst) } == true && !isWorse ? .noWorse : .exceeded
        }
    }

    /// Whether a size has changed by so little that it counts as unchanged.
    static func isNoise(from before: Double, to value: Double, _ unit: BudgetResult.Unit) -> Bool {
        guard unit == .bytes else { return false }
        let change = abs(value - before)
        return change <= Double(BudgetLimits.noiseBytes) || change * Double(BudgetLimits.noiseParts) <= before
    }
}
