/// A kind of archive member that is neither a file nor a folder.
package enum MemberKind: String, Hashable, Sendable, Codable, CaseIterable {
    case link, device, namedPipe, sparseFile
    /// A kind that is not known.
    case other
}
