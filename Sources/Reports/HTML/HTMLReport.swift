package import BundleAnalysis
package import Localization
import TreemapDrawing

/// A report as a page: one file that loads nothing, and runs nothing but what draws its treemaps.
package struct HTMLReport: Sendable {
    private let report: ChangeReport
    private let treemaps: PackedTreemaps?
    private let language: Language

    /// - Parameter treemaps: nil for a page without treemaps, which runs nothing.
    package init(_ report: ChangeReport, treemaps: PackedTreemaps? = nil, language: Language = .english) {
        (self.report, self.language) = (report, language)
        self.treemaps = treemaps.flatMap { $0.parts.isEmpty ? nil : $0 }
    }

    package var text: String {
        let treemap = treemaps.map { TreemapSection(treemaps: $0, language: language) }
        let sections = [budgets, sizes, causes, treemap?.html, duplicates, audits].compactMap { $0 }
        let style = HTMLStyle.css + (treemap == nil ? "" : HTMLStyle.treemap)
        let script = treemap == nil ? "" : String(decoding: TreemapDrawing.script, as: UTF8.self)
        let policy = InlinePolicy(style: style, script: script)
        let drawing = treemap.map { "\($0.data)\n<script type=\"module\">\(script)</script>\n" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(policy.text)">
            <title>\(HTMLText.escaped(report.verdict.text[language]))</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            <p class="faint">\(label(.title))</p>
            <h1>\(HTMLText.sentence(report.verdict.text[language]))</h1>
            \(sections.joined(separator: "\n"))
            </main>
            \(drawing)</body>
            </html>

            """
    }

    private func label(_ label: ReportLabel) -> String { HTMLText.escaped(label.text[language]) }

    private func labels(_ labels: ReportLabel...) -> [String] { labels.map { $0.text[language] } }

    private var codings: [String] { Coding.allCases.map { $0.label.text[language] } }

    private func section(_ heading: ReportLabel, _ table: HTMLTable, _ note: ReportNote? = nil) -> String {
        let note = note.map { "\n<p class=\"faint\">\(HTMLText.sentence($0.text[language]))</p>" } ?? ""
        return "<h2>\(label(heading))</h2>\n\(table.html)\(note)"
    }

    private var budgets: String? {
        guard !report.budgets.isEmpty else { return nil }
        var table = HTMLTable(labels(.budget, .value, .limit, .baseline))
        for budget in report.exceededBudgets + report.budgets.filter({ !$0.exceeded }) {
            func text(_ value: Double?) -> String {
                value.map { HTMLText.escaped(budget.unit.text(of: $0)[language]) } ?? Figure.unknown
            }
            table.add([
                (budget.exceeded ? "✕ " : "✓ ") + HTMLText.code(budget.name), text(budget.value), text(budget.limit),
                text(budget.baseline),
            ])
        }
        return section(.budgets, table)
    }

    private var sizes: String? {
        var table = HTMLTable(labels(.entryPoint) + codings + labels(.score))
        for row in SizeRow.rows(report, report.entryPoints) {
            let sizes = Coding.allCases.map { HTMLText.figure($0.figure(of: row.measure)) }
            table.add([title(row.subject)] + sizes + [row.score.map(ScoreFigure.line) ?? ""])
        }
        return section(.raw, table)
    }

    private func title(_ subject: SizeRow.Subject) -> String {
        switch subject {
        case .build: return label(.allFiles)
        case .initial(let entryPoint):
            let state = entryPoint.isNew ? label(.added) : entryPoint.isRemoved ? label(.removed) : nil
            return ([HTMLText.code(entryPoint.name), label(.initial)] + [state].compactMap { $0 })
                .joined(separator: ", ")
        case .files(let entryPoint): return "\(HTMLText.code(entryPoint.name)), \(label(.allFiles).lowercased())"
        }
    }

    private var causes: String? {
        guard !report.causes.isEmpty else { return nil }
        var table = HTMLTable(labels(.causes, .importedBy) + codings, words: 2)
        for cause in report.causes {
            let place = cause.importedBy.map { HTMLText.code($0.module + ($0.line.map { ":\($0)" } ?? "")) }
            table.add([title(cause), place ?? ""] + changes(cause.change))
        }
        if let other = report.other, other.raw != 0 { table.add([label(.other), ""] + changes(other)) }
        return section(.causes, table)
    }

    private func changes(_ change: SizeChange) -> [String] {
        Coding.allCases.map { HTMLText.change($0.bytes(of: change)) ?? Figure.unknown }
    }

    private func title(_ cause: ChangeCause) -> String {
        var text = HTMLText.code(cause.name)
        if let versions = cause.versions {
            text += " " + [versions.before, versions.now].compactMap { $0 }.map(HTMLText.code).joined(separator: " → ")
        }
        switch cause.state {
        case .added: return "\(text), \(label(cause.anotherCopy == true ? .anotherCopy : .added))"
        case .removed: return "\(text), \(label(.removed))"
        case .changed: return text
        }
    }

    private var duplicates: String? {
        guard !report.duplicates.isEmpty else { return nil }
        var table = HTMLTable(labels(.duplicates, .remedy) + codings, words: 2)
        for duplicate in report.duplicates {
            let wasted = [duplicate.wasted.raw, duplicate.wasted.gzip, duplicate.wasted.brotli]
            table.add(
                [
                    "\(HTMLText.code(duplicate.name)), \(HTMLText.escaped(duplicate.kind.text[language]))",
                    HTMLText.sentence(duplicate.remedy.text[language]),
                ] + wasted.map { HTMLText.figure(Figure(bytes: $0, change: nil)) })
        }
        let more = report.moreDuplicates
        return section(.duplicates, table, more > 0 ? .moreDuplicates(count: more) : nil)
    }

    private var audits: String? {
        guard !report.auditFindings.isEmpty else { return nil }
        var table = HTMLTable(labels(.audit, .entryPoint, .findings), words: 2)
        for audit in report.auditFindings {
            let texts =
                "\(HTMLText.escaped(audit.id.text[language]))<br><span class=\"faint\">"
                + "\(HTMLText.sentence(AuditDescription(audit.id).text[language]))</span>"
            table.add([
                (audit.rating == .bad ? "✕ " : "! ") + texts, HTMLText.code(audit.entryPoint), "\(audit.findings)",
            ])
        }
        return section(.audits, table)
    }
}
