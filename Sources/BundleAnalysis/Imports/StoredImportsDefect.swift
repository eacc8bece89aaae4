/// Why a stored graph of imports cannot be read.
package enum StoredImportsDefect: Error, Hashable, Sendable, Codable {
    /// It is larger than is read.
    case tooLarge(limit: Int)
    /// It is no JSON from this byte on.
    case malformed(byte: Int)
    /// It is of another version of Perfsee.
    case unknownVersion
    /// A member is missing, or does not fit the others.
    case inconsistent(member: String)
}
