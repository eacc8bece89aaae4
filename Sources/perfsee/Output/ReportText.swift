import BundleAnalysis
import Localization

/// An analysis as text, with what changed from its baseline if there is one.
struct ReportText {
    let outcome: AnalysisOutcome
    let diff: BuildDiff?
    let budgets: BudgetOutcome?

    init(_ outcome: AnalysisOutcome, diff: BuildDiff?, budgets: BudgetOutcome? = nil) {
        self.outcome = outcome
        self.diff = diff
        self.budgets = budgets
    }

    func show() {
        let scoreChange = diff?.score.baseline.map { " (was \($0))" } ?? ""
        Terminal.print("Score \(ScoreText(outcome.score))\(scoreChange)")
        let size = outcome.size
        Terminal.print("Size  \(SizeText(size.raw, size.gzip, size.brotli))\(sizeChange)")
        Terminal.print("")
        entryPoints.show(orElse: "The build has no entry points.")
        if let diff {
            Terminal.print("")
            ChangeText(diff).show()
        }
        if let budgets {
            Terminal.print("")
            BudgetText(budgets).show()
        }
        showFindings()
        for warning in outcome.warnings { Terminal.print("! \(warning.text.en.plain)") }
        for warning in outcome.auditWarnings { Terminal.print("! \(warning.text.en.plain)") }
    }

    private var sizeChange: String {
        diff?.size.baseline.map { " · \(SizeChangeText(from: $0.raw, to: outcome.size.raw))" } ?? ""
    }

    private var entryPoints: Table {
        var table = Table("ENTRY POINT", "SCORE", "SIZE", "INITIAL", "INITIAL GZIP", "INITIAL BROTLI")
        for entry in outcome.entryPoints {
            let before = diff?.entryPoints.first { $0.name.utf8.elementsEqual(entry.name.utf8) }?.size.baseline
            let change = before.map { " \(SizeChangeText(from: $0.raw, to: entry.size.raw))" } ?? ""
            table.add(
                entry.name, "\(entry.score)", "\(ByteCount(entry.size.raw))\(change)",
                "\(ByteCount(entry.initialSize.raw))", ByteCount.text(entry.initialSize.gzip),
                ByteCount.text(entry.initialSize.brotli))
        }
        return table
    }

    /// What the audits rated as bad or as a warning.
    private func showFindings() {
        for entry in outcome.report.entryPoints {
            let findings = entry.audits.filter { $0.score == .bad || $0.score == .warn }
            guard !findings.isEmpty else { continue }
            Terminal.print("\n\(entry.name.plain)")
            for audit in findings {
                Terminal.print("  \(audit.score == .bad ? "✕" : "!") \(audit.id.text.en.plain)")
            }
        }
    }
}

/// The change of a size: `+3.1 kB (+2.1%)`, `+4.99 MB (×4,987)`.
struct SizeChangeText: CustomStringConvertible {
    let from: Int
    let to: Int

    var description: String {
        guard from != to else { return "±0 B" }
        let sign = to > from ? "+" : "-"
        let share = RelativeChange.text(from: from, to: to, minus: "-").map { " (\($0))" } ?? ""
        return sign + ByteCount(abs(to - from)).description + share
    }
}
