/// What is wrong with an archive.
package enum ArchiveProblem: Hashable, Sendable, Codable {
    /// It has no files.
    case empty
    /// It is no archive of a known format.
    case notTar
    case unsupported(form: UnsupportedForm)
    /// It ends before its end marker.
    case cutOff
    /// There is no tar header where there should be one; `byte` counts from the start of the archive.
    case damaged(byte: Int)
    /// There is no record of a zip archive where there should be one; `byte` counts from the start of the file.
    case damagedZip(byte: Int)
    /// It is a part of a zip archive of several files.
    case splitZip
    case encryptedMember(name: ShownName)
    /// A member of a zip archive is compressed by another method than deflate; `method` is its number there.
    case unsupportedMethod(name: ShownName, method: Int)
    /// The data of a member of a zip archive belongs to another one too, or to the archive's directory.
    case overlappingMember(name: ShownName)
    case unsafePath(problem: PathProblem)
    /// A member is neither a file nor a folder.
    case unsupportedMember(name: ShownName, kind: MemberKind)
    /// It has more than `limit` members, including folders.
    case tooManyMembers(limit: Int)
    /// The name of a member has more than `limit` bytes.
    case nameTooLong(limit: Int)
    /// An extended (pax) header has more than `limit` bytes.
    case headerTooLarge(limit: Int)
    /// The members have more than `limit` bytes in all.
    case tooLarge(limit: Int)
    /// The paths of the members have more than `limit` bytes in all.
    case pathsTooLong(limit: Int)
}
