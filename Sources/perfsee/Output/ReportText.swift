import BundleAnalysis
import Localization
import Reports

/// An analysis as text, the verdict first: what it is, what changed from its baseline if there is one, and what to do.
struct ReportText {
    let report: ChangeReport
    let budgets: BudgetOutcome?
    let warnings: [AnalysisWarning]
    let auditWarnings: [AuditWarning]

    /// Whether it says how to get the rest of the report.
    let hasHint: Bool

    /// How many duplicates are listed, the most wasteful first.
    private static let duplicates = 5

    init(
        _ report: ChangeReport, budgets: BudgetOutcome? = nil, warnings: [AnalysisWarning] = [],
        auditWarnings: [AuditWarning] = [], hasHint: Bool = false
    ) {
        (self.report, self.budgets, self.warnings, self.auditWarnings) = (report, budgets, warnings, auditWarnings)
        self.hasHint = hasHint
    }

    func show() { for line in lines { Terminal.print(line) } }

    var lines: [String] {
        [report.verdict.text.en.plain] + facts + section(entryPoints)
            + section(budgets.map { BudgetText($0).lines } ?? []) + section(causes)
            + section(duplicates) + section(AuditTable(report, auditWarnings).lines) + section(notices)
            + section(hasHint ? hints : [])
    }

    private var hints: [String] {
        (report.isCompared ? [] : ["To see what a change does, add --baseline with the build before it or its report."])
            + ["To see all findings, what to do about each, and a treemap, add --html report.html."]
    }

    private var notices: [String] {
        // What an audit found is in its table.
        let others = auditWarnings.filter { warning in
            !report.auditFindings.contains { warning.isOf($0) }
        }
        return (warnings.map(\.text.en) + others.map(\.text.en)).map { "! \($0.plain)" }
    }

    private func section(_ lines: [String]) -> [String] { lines.isEmpty ? [] : [""] + lines }

    private var facts: [String] {
        let score = report.score.current ?? 0
        let change = report.score.baseline.map { $0 == score ? ", as before" : ", was \($0)" } ?? ""
        return [
            "Score \(ScoreText(score))\(change)",
            "Size  " + Self.line(report.size, ["", " with gzip", " with brotli"]).joined(separator: ", "),
        ]
    }

    /// The sizes that are known.
    private static func line(_ measure: SizeMeasure, _ codings: [String]) -> [String] {
        zip(Coding.allCases, codings).compactMap { coding, words in
            let figure = coding.figure(of: measure)
            guard figure.bytes != nil else { return nil }
            return figure.text + words + (figure.changeText.map { " (\($0))" } ?? "")
        }
    }

    private var entryPoints: [String] {
        guard !report.entryPoints.isEmpty else { return ["The build has no entry points."] }
        let shown = report.changedEntryPoints
        var table = Table("ENTRY POINT", "INITIAL", "AS GZIP", "AS BROTLI", "ALL FILES", "SCORE")
        for entryPoint in shown {
            let initial = Coding.allCases.map { $0.figure(of: entryPoint.initialSize).line }
            let state = entryPoint.isNew ? " (new)" : entryPoint.isRemoved ? " (removed)" : ""
            table.add(
                entryPoint.name + state, initial[0], initial[1], initial[2],
                Coding.raw.figure(of: entryPoint.size).line, ScoreFigure.line(entryPoint.score))
        }
        let unchanged = report.entryPoints.count - shown.count
        return table.lines + (unchanged > 0 ? [ReportNote.unchangedEntryPoints(count: unchanged).text.en] : [])
    }

    private var causes: [String] {
        guard !report.causes.isEmpty else { return [] }
        var table = Table("WHY", "CHANGE", "AS GZIP", "AS BROTLI", "IMPORTED BY")
        func add(_ name: String, _ change: SizeChange, _ place: String = "") {
            let sizes = Coding.allCases.map { $0.bytes(of: change).map(Figure.signed) ?? Figure.unknown }
            table.add(name, sizes[0], sizes[1], sizes[2], place)
        }
        for cause in report.causes {
            let place = cause.importedBy.map { $0.module + ($0.line.map { ":\($0)" } ?? "") }
            add(Self.title(cause), cause.change, place ?? "")
        }
        if let other = report.other, other.raw != 0 { add("everything else", other) }
        return table.lines
    }

    /// `lodash 4.17.21 (new)`.
    private static func title(_ cause: ChangeCause) -> String {
        let versions = [cause.versions?.before, cause.versions?.now].compactMap { $0 }.joined(separator: " → ")
        let state =
            switch cause.state {
            case .added: cause.anotherCopy == true ? "(another copy)" : "(new)"
            case .removed: "(removed)"
            case .changed: ""
            }
        return [cause.name, versions, state].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var duplicates: [String] {
        let listed = report.duplicates.prefix(Self.duplicates)
        let more = report.duplicates.count - listed.count + report.moreDuplicates
        var table = Table("DUPLICATE", "HOW", "WASTED", "WHAT TO DO")
        for duplicate in listed {
            table.add(
                duplicate.name, duplicate.kind.text.en, ByteText.of(duplicate.wasted.raw), duplicate.remedy.text.en)
        }
        return table.lines + (more > 0 ? [ReportNote.moreDuplicates(count: more).text.en] : [])
    }
}
