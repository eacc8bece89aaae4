/// Reads the members of an archive one after the other.
protocol ArchiveReader: ~Copyable {
    /// The next file or folder; nil at the end.
    mutating func next() throws(AnalysisFailure) -> ArchiveMember?

    /// Passes the body of the last member, or what was not read of it yet, to `sink`, one buffer at a time.
    mutating func readBody(
        _ sink: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure)

    /// Reads what follows the last member, so that damage there is noticed.
    mutating func drain() throws(AnalysisFailure)
}

/// A file or a folder in an archive.
struct ArchiveMember: Equatable {
    /// Normalized (``MemberPath``).
    let path: String
    /// The length of its body, in bytes.
    let size: Int
    let isFolder: Bool
}
