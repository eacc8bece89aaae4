/// An audit of an entry point whose value is below what it should be.
package struct AuditWarning: Hashable, Sendable, Codable {
    package let entryPoint: ShownName
    package let audit: AuditID
    /// 0 to 1.
    package let value: Double
    /// What it is below.
    package let limit: Double
    /// Whether the limit comes from the baseline, not from the audit alone.
    package let isRelative: Bool

    package init(entryPoint: ShownName, audit: AuditID, value: Double, limit: Double, isRelative: Bool) {
        self.entryPoint = entryPoint
        self.audit = audit
        self.value = value
        self.limit = limit
        self.isRelative = isRelative
    }

    /// How many warnings are kept.
    package static let maximumCount = 1_000
}
