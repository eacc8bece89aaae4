package import BundleAnalysis
package import Localization

/// A report for a comment on a pull request or the summary of a job: one line where nothing changed.
package struct MarkdownReport: Sendable {
    /// Below what GitHub takes as a comment.
    package static let limit = 65_535
    /// How many duplicates are listed, the most wasteful first.
    package static let duplicates = 10

    private let report: ChangeReport
    private let language: Language

    package init(_ report: ChangeReport, language: Language = .english) {
        (self.report, self.language) = (report, language)
    }

    /// - Parameter limit: in bytes.
    package func text(limit: Int = Self.limit) -> String {
        var document = MarkdownDocument(limit: limit, cut: ReportNote.cut.text[language])
        document.add("**\(report.verdict.text[language])**")
        guard !report.verdict.isUnchanged else { return document.finished }
        addBudgets(&document)
        addSizes(&document)
        addCauses(&document)
        addDuplicates(&document)
        addAudits(&document)
        return document.finished
    }

    private func label(_ label: ReportLabel) -> String { label.text[language] }

    private func addBudgets(_ document: inout MarkdownDocument) {
        guard !report.budgets.isEmpty else { return }
        document.addHeading(label(.budgets))
        document.addTable([label(.budget), label(.value), label(.limit), label(.baseline)])
        for budget in report.exceededBudgets + report.budgets.filter({ !$0.exceeded }) {
            func text(_ value: Double?) -> String { value.map { budget.unit.text(of: $0)[language] } ?? Figure.unknown }
            let mark = budget.exceeded ? "✕" : "✓"
            document.addRow([
                "\(mark) \(MarkdownText.code(budget.name))", text(budget.value), text(budget.limit),
                text(budget.baseline),
            ])
        }
    }

    private func addSizes(_ document: inout MarkdownDocument) {
        let shown = report.changedEntryPoints
        document.add("")
        document.addTable([label(.entryPoint)] + Coding.allCases.map { label($0.label) } + [label(.score)])
        for row in SizeRow.rows(report, shown) {
            let sizes = Coding.allCases.map { $0.figure(of: row.measure).line }
            document.addRow([title(row.subject)] + sizes + [row.score.map(ScoreFigure.line) ?? ""])
        }
        let unchanged = report.entryPoints.count - shown.count
        guard unchanged > 0 else { return }
        document.add("")
        document.add(ReportNote.unchangedEntryPoints(count: unchanged).text[language])
    }

    private func title(_ subject: SizeRow.Subject) -> String {
        switch subject {
        case .build: return label(.allFiles)
        case .initial(let entryPoint):
            let state = entryPoint.isNew ? label(.added) : entryPoint.isRemoved ? label(.removed) : nil
            return ([MarkdownText.code(entryPoint.name) + ", \(label(.initial))"] + [state].compactMap { $0 })
                .joined(separator: ", ")
        case .files(let entryPoint): return "\(MarkdownText.code(entryPoint.name)), \(label(.allFiles).lowercased())"
        }
    }

    private func addCauses(_ document: inout MarkdownDocument) {
        guard !report.causes.isEmpty else { return }
        document.addHeading(label(.causes))
        document.addTable([label(.causes), label(.importedBy)] + Coding.allCases.map { label($0.label) }, left: 2)
        for cause in report.causes {
            document.addRow([title(cause), cause.importedBy.map(MarkdownText.place) ?? ""] + changes(cause.change))
        }
        if let other = report.other, other.raw != 0 { document.addRow([label(.other), ""] + changes(other)) }
    }

    private func changes(_ change: SizeChange) -> [String] {
        Coding.allCases.map { $0.bytes(of: change).map(Figure.signed) ?? Figure.unknown }
    }

    private func title(_ cause: ChangeCause) -> String {
        var text = MarkdownText.code(cause.name)
        if let versions = cause.versions {
            text +=
                " " + [versions.before, versions.now].compactMap { $0 }.map(MarkdownText.code).joined(separator: " → ")
        }
        switch cause.state {
        case .added: return "\(text), \(label(cause.anotherCopy == true ? .anotherCopy : .added))"
        case .removed: return "\(text), \(label(.removed))"
        case .changed: return text
        }
    }

    private func addDuplicates(_ document: inout MarkdownDocument) {
        guard !report.duplicates.isEmpty else { return }
        document.addHeading(label(.duplicates))
        document.addTable([label(.duplicates), label(.remedy), label(.wasted)], left: 2)
        let listed = report.duplicates.prefix(Self.duplicates)
        for duplicate in listed {
            document.addRow([
                "\(MarkdownText.code(duplicate.name)), \(duplicate.kind.text[language])",
                MarkdownText.cell(duplicate.remedy.text[language]), ByteText.of(duplicate.wasted.raw),
            ])
        }
        let more = report.duplicates.count - listed.count + report.moreDuplicates
        guard more > 0 else { return }
        document.add("")
        document.add(ReportNote.moreDuplicates(count: more).text[language])
    }

    private func addAudits(_ document: inout MarkdownDocument) {
        guard !report.auditFindings.isEmpty else { return }
        document.addHeading(label(.audits))
        document.addTable([label(.audit), label(.entryPoint), label(.findings)], left: 2)
        for audit in report.auditFindings {
            let mark = audit.rating == .bad ? "✕" : "!"
            document.addRow([
                "\(mark) \(audit.id.text[language])", MarkdownText.code(audit.entryPoint), "\(audit.findings)",
            ])
        }
    }
}
