package import Foundation

/// The whole result of an analysis as one JSON document: the members of the report, `content`, `moduleMap` and, if it was
/// compared, `diff`, and, if it has budgets, what they say.
package struct AnalysisDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case content, moduleMap, diff, budgets, undecidedBudgets, omittedBudgets }

    private let outcome: AnalysisOutcome
    private let diff: BuildDiff?
    private let budgets: BudgetOutcome?

    package init(_ outcome: AnalysisOutcome, diff: BuildDiff? = nil, budgets: BudgetOutcome? = nil) {
        self.outcome = outcome
        self.diff = diff
        self.budgets = budgets
    }

    package func encode(to encoder: any Encoder) throws {
        try outcome.report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.content, forKey: .content)
        try container.encode(outcome.moduleMap, forKey: .moduleMap)
        try container.encodeIfPresent(diff, forKey: .diff)
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
