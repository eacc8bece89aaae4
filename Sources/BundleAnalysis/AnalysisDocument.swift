package import Foundation

/// The whole result of an analysis as one JSON document: the members of the report, `content`, `moduleMap` and, if it was
/// compared, `diff`; if it has budgets, what they say; and what people are told of it, if that is given.
package struct AnalysisDocument: Encodable, Sendable {
    /// The version of the document's form, `formatVersion` in it: incremented when something in it is no longer what it was,
    /// not when something is added.
    package static let formatVersion = 1

    private enum CodingKeys: CodingKey {
        case formatVersion, content, moduleMap, diff, budgets, undecidedBudgets, omittedBudgets, changeReport
    }

    private let outcome: AnalysisOutcome
    private let diff: BuildDiff?
    private let budgets: BudgetOutcome?
    private let changeReport: (any Encodable & Sendable)?

    package init(
        _ outcome: AnalysisOutcome, diff: BuildDiff? = nil, budgets: BudgetOutcome? = nil,
        changeReport: (any Encodable & Sendable)? = nil
    ) {
        self.outcome = outcome
        self.diff = diff
        self.budgets = budgets
        self.changeReport = changeReport
    }

    package func encode(to encoder: any Encoder) throws {
        try outcome.report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.formatVersion, forKey: .formatVersion)
        try container.encode(outcome.content, forKey: .content)
        try container.encode(outcome.moduleMap, forKey: .moduleMap)
        try container.encodeIfPresent(diff, forKey: .diff)
        if let changeReport { try container.encode(changeReport, forKey: .changeReport) }
        guard let budgets else { return }
        try container.encode(budgets.verdicts.map(EncodedVerdict.init), forKey: .budgets)
        try container.encode(budgets.undecided.map(EncodedUndecided.init), forKey: .undecidedBudgets)
        if budgets.omitted > 0 { try container.encode(budgets.omitted, forKey: .omittedBudgets) }
    }

    /// Equal results produce equal bytes.
    package func encoded(_ wording: any ReportWording) throws -> Data {
        try CanonicalJSON.encode(self, userInfo: [.reportWording: wording])
    }
}
