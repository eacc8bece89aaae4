/// A known format of archives that is not supported.
package enum UnsupportedForm: String, Hashable, Sendable, Codable, CaseIterable {
    /// From before they were supported: in stored messages only.
    case zip, zstd
    case xz, bzip2, sevenZip, rar
}
