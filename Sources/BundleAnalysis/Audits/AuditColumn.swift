/// A column of the table of what an audit found. Its key in the report is the case's name.
package enum AuditColumn: String, Hashable, Sendable, Codable, CaseIterable {
    case name, size, type, raw, gzip, brotli
    case ref, refs, versions, modules, sideEffects, desc, link
    case saving, wastedPercentile, total, miss, rate
}
