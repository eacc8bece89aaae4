import BundleAnalysis
import Localization

/// What budgets say of a build, as a table, the exceeded ones first.
struct BudgetText {
    private let outcome: BudgetOutcome

    init(_ outcome: BudgetOutcome) { self.outcome = outcome }

    var lines: [String] {
        var table = Table("BUDGET", "ON", "VALUE", "LIMIT", "BASELINE", "STATE")
        let verdicts =
            outcome.verdicts.filter { $0.state == .exceeded } + outcome.verdicts.filter { $0.state != .exceeded }
        for verdict in verdicts {
            let result = verdict.result
            table.add(
                result.name, result.subject, Self.text(result.value, result.unit), Self.text(result.limit, result.unit),
                result.baseline.map { Self.text($0, result.unit) } ?? "–",
                "\(Self.mark(verdict.state)) \(verdict.state.text.en)")
        }
        let undecided = outcome.undecided.map { budget in
            "! \(budget.name.plain) (\(budget.subject.plain)) is not checked: \(budget.reason.text.en)."
        }
        return (verdicts.isEmpty ? ["No budget could be checked."] : table.lines) + undecided
            + (outcome.omitted > 0 ? ["! \(outcome.omitted) more are not listed."] : [])
    }

    private static func mark(_ state: BudgetVerdict.State) -> String {
        switch state {
        case .kept, .accepted: "✓"
        case .noWorse: "!"
        case .exceeded: "✕"
        }
    }

    private static func text(_ value: Double, _ unit: BudgetResult.Unit) -> String {
        switch unit {
        case .bytes: ByteText.of(Int(value))
        case .score, .count: "\(Int(value))"
        case .percent: "\(Self.hundredths(value))%"
        }
    }

    /// With two digits behind the point, which small drifts need.
    private static func hundredths(_ value: Double) -> String {
        let parts = Int((min(value, 1e12) * 100).rounded())
        let fraction = String(parts % 100)
        return "\(parts / 100)." + String(repeating: "0", count: 2 - fraction.count) + fraction
    }
}
