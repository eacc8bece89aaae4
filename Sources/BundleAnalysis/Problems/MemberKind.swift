/// A kind of archive member that is neither a file nor a folder.
package enum MemberKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A link of either kind, from before the two were told apart: in stored messages only.
    case link
    case hardLink, symbolicLink, device, namedPipe, sparseFile
    /// A kind that is not known.
    case other
}
