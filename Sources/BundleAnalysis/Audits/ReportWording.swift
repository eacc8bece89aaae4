/// The texts of a report. They are part of its JSON, so whoever writes a report chooses their language.
package protocol ReportWording: Sendable {
    func title(of audit: AuditID) -> String
    /// What the audit checks and what to do about its findings.
    func description(of audit: AuditID) -> String
    func name(of column: AuditColumn) -> String
    func text(of saving: CompressionSaving) -> String
    /// Ends a list that leaves out `count`.
    func text(ofMore count: Int) -> String
    func text(of module: UnusedExports) -> String
    func text(of advice: LibraryAdvice) -> String
}

extension Encoder {
    /// The wording that the report is being written with.
    var wording: any ReportWording {
        guard let wording = userInfo[.reportWording] as? any ReportWording else {
            preconditionFailure("A report is written with Report.encoded(_:)")
        }
        return wording
    }
}

extension CodingUserInfoKey {
    static let reportWording = CodingUserInfoKey(rawValue: "perfsee.report-wording")!
}
