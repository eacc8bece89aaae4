/// Why the stored files of an artifact cannot be compared.
package enum StoredBuildFault: Error, Hashable, Sendable, Codable {
    case invalidReport
    case invalidContent
}
