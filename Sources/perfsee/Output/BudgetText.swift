import BundleAnalysis
import Domain
import Localization
import PerfseeSDK

/// What budgets say of a build, as a table, the exceeded ones first.
struct BudgetText {
    private struct Row {
        var name: String
        var subject: String
        var value: Double
        var limit: Double
        var baseline: Double?
        /// Nil if a newer server has another.
        var unit: BudgetResult.Unit?
        var mark: String
        var state: String
        var isExceeded: Bool
    }

    private var rows: [Row]
    /// Sentences without a stop, on the budgets that nothing can be said of.
    private var unchecked: [String] = []
    private var omitted = 0

    init(_ outcome: BudgetOutcome) {
        rows = outcome.verdicts.map { verdict in
            let result = verdict.result
            return Row(
                name: result.name, subject: result.subject, value: result.value, limit: result.limit,
                baseline: result.baseline, unit: result.unit, mark: Self.mark(verdict.state),
                state: verdict.state.text.en, isExceeded: verdict.state == .exceeded)
        }
        unchecked = outcome.undecided.map { Self.unchecked($0.name, $0.subject, $0.reason.text.en) }
        omitted = outcome.omitted
    }

    /// Nil if a server did not check the artifact against any.
    init?(_ artifact: PerfseeSDK.Artifact) {
        guard artifact.budgetSource != nil else { return nil }
        self.init(artifact.budgets ?? [])
        unchecked = (artifact.undecidedBudgets ?? []).map { budget in
            let reason = ArtifactBudgets.Undecided.Reason(rawValue: budget.reason)
            return Self.unchecked(budget.name, budget.subject, reason?.text.en ?? budget.reason.plain)
        }
        omitted = artifact.omittedBudgets ?? 0
    }

    init(_ verdicts: [ArtifactBudget]) {
        rows = verdicts.map { verdict in
            let state = BudgetVerdict.State(rawValue: verdict.state)
            return Row(
                name: verdict.name, subject: verdict.subject, value: verdict.value, limit: verdict.limit,
                baseline: verdict.baseline, unit: BudgetResult.Unit(rawValue: verdict.unit),
                mark: state.map(Self.mark) ?? "?", state: state?.text.en ?? verdict.state.plain,
                isExceeded: verdict.exceeded)
        }
    }

    var lines: [String] {
        var table = Table("BUDGET", "ON", "VALUE", "LIMIT", "BASELINE", "STATE")
        for row in rows.filter(\.isExceeded) + rows.filter({ !$0.isExceeded }) {
            table.add(
                row.name, row.subject, Self.text(row.value, row.unit), Self.text(row.limit, row.unit),
                row.baseline.map { Self.text($0, row.unit) } ?? "–", "\(row.mark) \(row.state)")
        }
        return (rows.isEmpty ? ["No budget could be checked."] : table.lines) + unchecked
            + (omitted > 0 ? ["! \(omitted) more are not listed."] : [])
    }

    /// A line for each budget of which an excess was accepted: up to which value.
    static func accepted(_ budgets: [ArtifactBudget]) -> [String] {
        budgets.map { budget in
            let value = text(budget.value, BudgetResult.Unit(rawValue: budget.unit))
            return "  \(budget.name.plain) (\(budget.subject.plain)) up to \(value)"
        }
    }

    private static func unchecked(_ name: String, _ subject: String, _ reason: String) -> String {
        "! \(name.plain) (\(subject.plain)) is not checked: \(reason)."
    }

    private static func mark(_ state: BudgetVerdict.State) -> String {
        switch state {
        case .kept, .accepted: "✓"
        case .noWorse: "!"
        case .exceeded: "✕"
        }
    }

    private static func text(_ value: Double, _ unit: BudgetResult.Unit?) -> String {
        switch unit {
        case .bytes where value.magnitude < 1e15: ByteText.of(Int(value))
        case .score where value.magnitude < 1e15, .count where value.magnitude < 1e15: "\(Int(value))"
        case .percent: "\(Self.hundredths(value))%"
        default: "\(value)"
        }
    }

    /// With two digits behind the point, which small drifts need.
    private static func hundredths(_ value: Double) -> String {
        let parts = Int((min(value, 1e12) * 100).rounded())
        let fraction = String(parts % 100)
        return "\(parts / 100)." + String(repeating: "0", count: 2 - fraction.count) + fraction
    }
}
