/// Reads a zip archive by its directory, in the order in which that lists the members: stored and deflated ones, with
/// large numbers (zip64), and with whatever comes before the archive.
///
/// Refuses what a build never contains, as ``TarReader`` does, and what leaves in doubt which bytes belong to whom.
struct ZipReader: ArchiveReader {
    private static let headerBytes = 30
    private static let headerSignature: UInt32 = 0x0403_4b50

    private let file: FileWindow
    private let members: [ZipDirectory.Member]
    /// How many members were returned.
    private var taken = 0
    private let body: ZipBody

    init(_ file: FileInput, limits: ArchiveLimits) throws(AnalysisFailure) {
        self.file = try FileWindow(file)
        members = try ZipDirectory(in: self.file, limits: limits).members
        body = try ZipBody(self.file, limits: limits)
    }

    mutating func next() throws(AnalysisFailure) -> ArchiveMember? {
        guard taken < members.count else { return nil }
        taken += 1
        return members[taken - 1].member
    }

    mutating func readBody(
        _ sink: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure) {
        guard taken > 0 else { return }
        let member = members[taken - 1]
        try body.read(member, at: try dataOffset(member), sink)
    }

    /// The directory was read before the members.
    mutating func drain() {}

    /// Where the member's data begins; throws unless it ends before the next member.
    private func dataOffset(_ member: ZipDirectory.Member) throws(AnalysisFailure) -> Int {
        let bytes = try file.bytes(at: member.offset, count: Self.headerBytes)
        guard let header = ZipRecord(bytes, signature: Self.headerSignature, count: Self.headerBytes) else {
            throw .archive(.damagedZip(byte: member.offset))
        }
        // The name and the fields of the directory count; here they are only passed over.
        let start = member.offset + Self.headerBytes + header.short(26) + header.short(28)
        guard start <= member.limit, member.packedBytes <= member.limit - start else {
            throw .archive(.overlappingMember(name: ShownName(member.member.path)))
        }
        return start
    }
}
