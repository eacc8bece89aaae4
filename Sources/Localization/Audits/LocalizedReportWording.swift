package import BundleAnalysis

/// The texts of a report in one language. What is stored, and what `perfsee analyze --json` prints, is in English.
package struct LocalizedReportWording: ReportWording {
    package let language: Language

    package init(_ language: Language) { self.language = language }

    package func title(of audit: AuditID) -> String { audit.text[language] }
    package func description(of audit: AuditID) -> String { AuditDescription(audit).text[language] }
    package func name(of column: AuditColumn) -> String { column.text[language] }
    package func text(of saving: CompressionSaving) -> String { saving.text[language] }
    package func text(ofMore count: Int) -> String { MoreFindings(count).text[language] }
    package func text(of module: UnusedExports) -> String { module.text[language] }
    package func text(of advice: LibraryAdvice) -> String { advice.text[language] }
}
