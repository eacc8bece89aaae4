import BundleAnalysis

/// The texts of an audit by the id that a stored report has. Nil for an id that this version does not know: then the
/// report's own texts are all there is.
package struct AuditTexts: Sendable {
    package let title: LocalizedText
    package let description: LocalizedText

    package init?(id: String) {
        guard let audit = AuditID(rawValue: id) else { return nil }
        title = audit.text
        description = AuditDescription(audit).text
    }
}
