/// The directory of a zip archive: all of its members, checked before any of their bytes is read.
struct ZipDirectory {
    struct Member {
        let member: ArchiveMember
        let method: ZipEntry.Method
        let crc: UInt32
        /// Where its local header is in the file.
        let offset: Int
        /// Where the next member, or the directory, begins: its data must end before.
        fileprivate(set) var limit: Int
        let packedBytes: Int
    }

    /// In the order of the directory.
    let members: [Member]

    /// - Throws: a build failure for what a build never contains, and for what exceeds the limits.
    init(in file: FileWindow, limits: ArchiveLimits) throws(AnalysisFailure) {
        let end = try ZipEnd(in: file)
        guard end.members <= limits.members else { throw .archive(.tooManyMembers(limit: limits.members)) }
        var members: [Member] = []
        var (offset, size, pathBytes) = (end.directory, 0, 0)
        for _ in 0..<end.members {
            try AnalysisFailure.checkCancellation(.reading)
            let (entry, next) = try Self.entry(at: offset, in: file, before: end.directoryEnd)
            let member = try Self.member(entry, end, limits)
            pathBytes += member.member.path.utf8.count
            guard pathBytes <= limits.pathBytes else { throw .archive(.pathsTooLong(limit: limits.pathBytes)) }
            guard entry.size <= limits.unpackedBytes - size else {
                throw .archive(.tooLarge(limit: limits.unpackedBytes))
            }
            size += entry.size
            members.append(member)
            offset = next
        }
        // A signature may follow the entries; more entries than were counted may not.
        if try Self.record(at: offset, in: file, before: end.directoryEnd) != nil {
            throw .archive(.damagedZip(byte: offset))
        }
        self.members = try Self.limited(members, to: end.directory)
    }

    private static func record(
        at offset: Int, in file: FileWindow, before end: Int
    ) throws(AnalysisFailure) -> ZipRecord? {
        guard ZipEntry.bytes <= end - offset else { return nil }
        let bytes = try file.bytes(at: offset, count: ZipEntry.bytes)
        return ZipRecord(bytes, signature: ZipEntry.signature, count: ZipEntry.bytes)
    }

    /// The entry at `offset`, and the offset of the next one.
    private static func entry(
        at offset: Int, in file: FileWindow, before end: Int
    ) throws(AnalysisFailure) -> (ZipEntry, next: Int) {
        guard let short = try record(at: offset, in: file, before: end) else {
            throw .archive(.damagedZip(byte: offset))
        }
        let restBytes = short.short(28) + short.short(30)
        let next = offset + ZipEntry.bytes + restBytes + short.short(32)
        guard next <= end,
            let whole = try file.bytes(at: offset, count: ZipEntry.bytes + restBytes),
            let record = ZipRecord(whole, signature: ZipEntry.signature, count: ZipEntry.bytes),
            let entry = ZipEntry(record, rest: UnsafeRawBufferPointer(rebasing: whole[ZipEntry.bytes...]))
        else { throw .archive(.damagedZip(byte: offset)) }
        return (entry, next)
    }

    private static func member(
        _ entry: ZipEntry, _ end: ZipEnd, _ limits: ArchiveLimits
    ) throws(AnalysisFailure) -> Member {
        let path = try MemberPath.normalized(entry.name, limit: limits.nameBytes)
        let name = ShownName(path)
        if let kind = entry.unsupportedKind { throw .archive(.unsupportedMember(name: name, kind: kind)) }
        guard entry.disk == 0 else { throw .archive(.splitZip) }
        guard !entry.isEncrypted else { throw .archive(.encryptedMember(name: name)) }
        if case .other(let method) = entry.method { throw .archive(.unsupportedMethod(name: name, method: method)) }
        let (offset, overflow) = entry.offset.addingReportingOverflow(end.prefix)
        guard !overflow, offset < end.directory else { throw .archive(.overlappingMember(name: name)) }
        return Member(
            member: ArchiveMember(path: path, size: entry.size, isFolder: entry.isFolder || path.isEmpty),
            method: entry.method, crc: entry.crc, offset: offset, limit: end.directory, packedBytes: entry.packedBytes)
    }

    /// The members with their limits; none may begin where another does.
    private static func limited(_ members: [Member], to end: Int) throws(AnalysisFailure) -> [Member] {
        var members = members
        var next = end
        for index in members.indices.sorted(by: { members[$0].offset > members[$1].offset }) {
            guard members[index].offset < next else {
                throw .archive(.overlappingMember(name: ShownName(members[index].member.path)))
            }
            members[index].limit = next
            next = members[index].offset
        }
        return members
    }
}
