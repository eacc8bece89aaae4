/// Checks a build against budgets.
package struct BudgetCheck {
    private let build: BudgetedBuild
    private let baseline: BudgetedBuild?
    private let accepted: [[UInt8]: Double]
    private let history: ((BudgetMeasure) -> [Double])?

    /// - Parameters:
    ///   - accepted: the excesses that were accepted; of several on one budget and subject, the last counts.
    ///   - history: the values of a number in earlier builds of the baseline branch, the oldest first; nil if they are
    ///     not known.
    package static func outcome(
        of budgets: [Budget], for build: ComparedBuild, baseline: ComparedBuild?, accepted: [BudgetAcceptance] = [],
        history: ((BudgetMeasure) -> [Double])? = nil
    ) -> BudgetOutcome {
        let check = BudgetCheck(
            build: BudgetedBuild(build), baseline: baseline.map(BudgetedBuild.init),
            accepted: Dictionary(accepted.map { (key($0.name, $0.subject), $0.value) }) { _, last in last },
            history: history)
        var outcome = BudgetOutcome()
        for budget in budgets {
            for subject in check.subjects(of: budget.subject) { check.decide(budget, subject, &outcome) }
        }
        outcome.shorten(to: BudgetLimits.results)
        return outcome
    }

    private static func key(_ name: String, _ subject: String) -> [UInt8] {
        Array(name.utf8) + [0] + Array(subject.utf8)
    }

    private func subjects(of subject: BudgetSubject) -> [BudgetSubject] {
        guard subject.ofEntryPoint("") != nil else { return [subject] }
        return build.entryPointNames.compactMap(subject.ofEntryPoint)
    }

    private func decide(_ budget: Budget, _ subject: BudgetSubject, _ outcome: inout BudgetOutcome) {
        let measure = BudgetMeasure(subject: subject, coding: budget.coding)
        func cannotSay(_ reason: UndecidedBudget.Reason) {
            outcome.undecided.append(UndecidedBudget(name: budget.name, subject: subject.text, reason: reason))
        }
        let value: Double
        switch build.value(of: measure) {
        case .known(let known): value = known
        case .absent: return cannotSay(.notInBuild)
        case .unknown: return cannotSay(.unknown(subject.kind))
        }
        let before = baseline?.value(of: measure)
        if case .change = budget.limit {
            switch before {
            case nil: return cannotSay(.noBaseline)
            case .absent: return cannotSay(.notInBaseline)
            case .unknown: return cannotSay(.unknownInBaseline)
            case .known: break
            }
        }
        let unit = subject.kind.unit
        var past: [Double] = []
        if case .drift = budget.limit { past = history?(measure) ?? [] }
        guard
            let decision = BudgetDecision(
                value, budget.limit, unit: unit, baseline: before?.number, past: past,
                accepted: accepted[Self.key(budget.name, subject.text)])
        else { return cannotSay(.noHistory) }
        let result = BudgetResult(
            name: budget.name, subject: subject.text, value: value, limit: decision.limit, baseline: before?.number,
            unit: unit, exceeded: decision.state == .exceeded)
        outcome.verdicts.append(
            BudgetVerdict(
                result: result.inPercent(of: budget.limit.isShare ? decision.reference : nil), state: decision.state,
                measured: value))
    }
}

extension BudgetValue {
    fileprivate var number: Double? {
        if case .known(let number) = self { number } else { nil }
    }
}

extension BudgetLimit {
    fileprivate var isShare: Bool {
        switch self {
        case .absolute: false
        case .change(let allowance), .drift(let allowance, _): allowance.isShare
        }
    }
}

extension BudgetResult {
    /// The same in percent of a number, unless that is 0: then there is no percentage.
    fileprivate func inPercent(of whole: Double?) -> BudgetResult {
        guard let whole, whole != 0 else { return self }
        var result = self
        result.value = value * 100 / whole
        result.limit = limit * 100 / whole
        result.baseline = baseline.map { $0 * 100 / whole }
        result.unit = .percent
        return result
    }
}

extension UndecidedBudget.Reason {
    fileprivate static func unknown(_ kind: BudgetKind) -> UndecidedBudget.Reason {
        switch kind {
        case .size, .initialSize, .score, .files: .unknownSize
        case .duplicates, .duplicateBytes, .package: .unknownContent
        case .forbidden: .unknownVersion
        }
    }
}

extension BudgetOutcome {
    /// Leaves out what is beyond a limit, exceeded budgets last.
    fileprivate mutating func shorten(to limit: Int) {
        if verdicts.count > limit {
            let order = verdicts.indices.sorted { one, other in
                let (first, second) = (verdicts[one].state == .exceeded, verdicts[other].state == .exceeded)
                return first == second ? one < other : first
            }
            omitted += verdicts.count - limit
            verdicts = order.prefix(limit).map { verdicts[$0] }
        }
        if undecided.count > limit {
            omitted += undecided.count - limit
            undecided.removeLast(undecided.count - limit)
        }
    }
}
