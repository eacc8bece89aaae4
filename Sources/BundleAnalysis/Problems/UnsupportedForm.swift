/// A known format of archives that is not supported.
package enum UnsupportedForm: String, Hashable, Sendable, Codable, CaseIterable {
    case zip, zstd, xz, bzip2, sevenZip, rar
}
