/// Budgets with what a build and its baseline have of each. What is left is to decide them, which takes no time: it can be
/// done once it is known for certain what was accepted.
package struct MeasuredBudgets: Sendable {
    /// A drift: what has to be known of earlier builds.
    package struct Drift: Sendable {
        package let id: Int
        package let measure: BudgetMeasure
        /// Over how many builds.
        package let builds: Int
        /// Whether the baseline has the number: then the newest earlier build need not be looked at.
        package let isInBaseline: Bool
    }

    private struct Item: Sendable {
        let budget: Budget
        let measure: BudgetMeasure
        let value: BudgetValue
        /// Nil without a baseline.
        let before: BudgetValue?
    }

    private let items: [Item]

    package init(_ budgets: [Budget], of build: ComparedBuild, baseline: ComparedBuild?) {
        let (build, before) = (BudgetedBuild(build), baseline.map(BudgetedBuild.init))
        items = budgets.flatMap { budget in
            Self.subjects(of: budget.subject, in: build).map { subject in
                let measure = BudgetMeasure(subject: subject, coding: budget.coding)
                return Item(
                    budget: budget, measure: measure, value: build.value(of: measure),
                    before: before?.value(of: measure))
            }
        }
    }

    private static func subjects(of subject: BudgetSubject, in build: BudgetedBuild) -> [BudgetSubject] {
        guard subject.ofEntryPoint("") != nil else { return [subject] }
        return build.entryPointNames.compactMap(subject.ofEntryPoint)
    }

    package var drifts: [Drift] {
        items.enumerated().compactMap { id, item in
            guard case .drift(_, let builds) = item.budget.limit else { return nil }
            return Drift(id: id, measure: item.measure, builds: builds, isInBaseline: item.before?.number != nil)
        }
    }

    /// - Parameters:
    ///   - accepted: the excesses that were accepted; of several on one budget and subject, the last counts.
    ///   - past: the values of each drift in earlier builds of the baseline branch, the oldest first, by the drift's ID:
    ///     the first of them is what it is measured from.
    package func outcome(accepted: [BudgetAcceptance], past: [Int: [Double]]) -> BudgetOutcome {
        let accepted = Dictionary(accepted.map { (Self.key($0.name, $0.subject), $0.value) }) { _, last in last }
        var outcome = BudgetOutcome()
        for (id, item) in items.enumerated() {
            let limit = accepted[Self.key(item.budget.name, item.measure.subject.text)]
            Self.decide(item, accepted: limit, past: past[id] ?? [], &outcome)
        }
        outcome.shorten(to: BudgetLimits.results)
        return outcome
    }

    private static func key(_ name: String, _ subject: String) -> [UInt8] {
        Array(name.utf8) + [0] + Array(subject.utf8)
    }

    private static func decide(_ item: Item, accepted: Double?, past: [Double], _ outcome: inout BudgetOutcome) {
        let (budget, subject, before) = (item.budget, item.measure.subject, item.before)
        func cannotSay(_ reason: UndecidedBudget.Reason) {
            outcome.undecided.append(UndecidedBudget(name: budget.name, subject: subject.text, reason: reason))
        }
        let value: Double
        switch item.value {
        case .known(let known): value = known
        case .absent: return cannotSay(.notInBuild)
        case .unknown: return cannotSay(.unknown(subject.kind))
        }
        if case .change = budget.limit {
            switch before {
            case nil: return cannotSay(.noBaseline)
            case .absent: return cannotSay(.notInBaseline)
            case .unknown: return cannotSay(.unknownInBaseline)
            case .known: break
            }
        }
        let unit = subject.kind.unit
        guard
            let decision = BudgetDecision(
                value, budget.limit, unit: unit, baseline: before?.number, past: past, accepted: accepted)
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
    var number: Double? {
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
