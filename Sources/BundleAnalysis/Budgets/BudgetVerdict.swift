/// What a budget says of a build, and why.
package struct BudgetVerdict: Sendable, Equatable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case kept
        /// Beyond its own limit, but not beyond what was accepted.
        case accepted
        /// Beyond its limit, as the baseline is, and no worse than that; or worse by no more than noise.
        case noWorse
        case exceeded
    }

    package var result: BudgetResult
    package var state: State
    /// The value in its own unit, where the result has it in percent: what an acceptance records.
    package var measured: Double
}

/// A budget that nothing can be said of.
package struct UndecidedBudget: Sendable, Equatable {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case noBaseline
        /// The baseline does not have the entry point.
        case notInBaseline
        /// Earlier builds are not known, as they never are without a server.
        case noHistory
        /// The build does not have the entry point.
        case notInBuild
        /// The compressed size is not known, because a file is missing.
        case unknownSize
        /// The report does not say which duplicates or packages there are.
        case unknownContent
        /// No copy is known to be of a forbidden version, but that of one is not known.
        case unknownVersion
        /// The baseline's report does not say.
        case unknownInBaseline
    }

    package var name: String
    package var subject: String
    package var reason: Reason
}

/// That an excess was accepted: up to which value. It does not carry over to more.
package struct BudgetAcceptance: Sendable, Equatable {
    package var name: String
    package var subject: String
    /// In the value's own unit.
    package var value: Double

    /// As it is stored.
    package init(name: String, subject: String, value: Double) {
        (self.name, self.subject, self.value) = (name, subject, value)
    }

    /// Of what a build exceeds; nil for any other verdict.
    package init?(_ verdict: BudgetVerdict) {
        guard verdict.state == .exceeded else { return nil }
        self.init(name: verdict.result.name, subject: verdict.result.subject, value: verdict.measured)
    }
}

/// What all budgets say of a build.
package struct BudgetOutcome: Sendable, Equatable {
    /// In the order of the budgets; of more than ``BudgetLimits/results``, the exceeded ones first.
    package internal(set) var verdicts: [BudgetVerdict] = []
    /// At most as many.
    package internal(set) var undecided: [UndecidedBudget] = []
    /// How many of both are not listed.
    package internal(set) var omitted = 0

    package var results: [BudgetResult] { verdicts.map(\.result) }
    package var isExceeded: Bool { verdicts.contains { $0.state == .exceeded } }
}
