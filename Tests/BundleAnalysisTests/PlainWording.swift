@testable import BundleAnalysis

/// Texts that show where they come from.
struct PlainWording: ReportWording {
    func title(of audit: AuditID) -> String { "title of \(audit.rawValue)" }
    func description(of audit: AuditID) -> String { "description of \(audit.rawValue)" }
    func name(of column: AuditColumn) -> String { "name of \(column.rawValue)" }
    func text(of saving: CompressionSaving) -> String { "\(saving.bytes) B, \(saving.percent) %" }
    func text(ofMore count: Int) -> String { "\(count) more" }
    func text(of module: UnusedExports) -> String { "\(module.module.name) \(module.count)" }
    func text(of advice: LibraryAdvice) -> String { "advice on \(advice.rawValue)" }
}
