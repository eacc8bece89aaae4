import BundleAnalysis
import Localization

/// An analysis as text, next to its baseline if there is one.
struct ReportText {
    let outcome: AnalysisOutcome
    let baseline: AnalysisOutcome?

    init(_ outcome: AnalysisOutcome, baseline: AnalysisOutcome?) {
        self.outcome = outcome
        self.baseline = baseline
    }

    func show() {
        let scoreChange = baseline.map { " (was \($0.score))" } ?? ""
        Terminal.print("Score \(ScoreText(outcome.score))\(scoreChange)")
        let size = outcome.size
        Terminal.print("Size  \(SizeText(size.raw, size.gzip, size.brotli))\(sizeChange)")
        Terminal.print("")
        entryPoints.show(orElse: "The build has no entry points.")
        showFindings()
        for warning in outcome.warnings { Terminal.print("! \(warning.text.en.plain)") }
    }

    private var sizeChange: String {
        baseline.map { " · \(SizeChange(from: $0.size.raw, to: outcome.size.raw))" } ?? ""
    }

    private var entryPoints: Table {
        var table = Table("ENTRY POINT", "SCORE", "SIZE", "INITIAL", "INITIAL GZIP", "INITIAL BROTLI")
        for entry in outcome.entryPoints {
            let before = baseline?.entryPoints.first { $0.name == entry.name }
            let change = before.map { " \(SizeChange(from: $0.size.raw, to: entry.size.raw))" } ?? ""
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

/// The change of a size: `+3.1 kB (+2.1%)`.
struct SizeChange: CustomStringConvertible {
    let from: Int
    let to: Int

    var description: String {
        guard from != to else { return "±0 B" }
        let sign = to > from ? "+" : "-"
        let share = from == 0 ? "" : " (\(sign)\(Self.percent(of: abs(to - from), in: from))%)"
        return sign + ByteCount(abs(to - from)).description + share
    }

    private static func percent(of part: Int, in whole: Int) -> String {
        let tenths = Int((Double(part) * 1000 / Double(whole)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
