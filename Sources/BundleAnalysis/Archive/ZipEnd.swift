/// The end of a zip archive, which says where its directory is (APPNOTE.TXT, sections 4.3.14 to 4.3.16).
struct ZipEnd {
    /// Where the directory begins in the file.
    let directory: Int
    /// Where it ends, in bytes from the start of the file.
    let directoryEnd: Int
    let members: Int
    /// What has to be added to each offset in the archive, because something else comes before it in the file.
    let prefix: Int

    private static let bytes = 22
    private static let signature: UInt32 = 0x0605_4b50
    private static let longestComment = 0xffff

    /// Where the end record is; nil if the file has none. It is followed by a comment that ends with the file.
    static func offset(in file: FileWindow) throws(AnalysisFailure) -> Int? {
        let count = min(file.size, bytes + longestComment)
        let start = file.size - count
        guard count >= bytes, let tail = try file.bytes(at: start, count: count) else { return nil }
        for offset in stride(from: count - bytes, through: 0, by: -1) {
            let record = ZipRecord(
                UnsafeRawBufferPointer(rebasing: tail[offset...]), signature: signature, count: bytes)
            if let record, record.short(20) == count - offset - bytes { return start + offset }
        }
        return nil
    }

    /// - Throws: a build failure if there is no end record, or it makes no sense.
    init(in file: FileWindow) throws(AnalysisFailure) {
        guard let offset = try Self.offset(in: file),
            let record = ZipRecord(
                try file.bytes(at: offset, count: Self.bytes), signature: Self.signature, count: Self.bytes)
        else { throw .archive(.cutOff) }
        if record.needsZip64, let long = try Zip64End(before: offset, in: file) {
            try self.init(long.counts, end: long.offset)
        } else {
            try self.init(record.counts, end: offset)
        }
    }

    fileprivate struct Counts {
        let disk: Int
        let directoryDisk: Int
        let membersOnDisk: Int
        let members: Int
        let directoryBytes: Int
        let directory: Int
    }

    private init(_ counts: Counts, end: Int) throws(AnalysisFailure) {
        guard counts.disk == 0, counts.directoryDisk == 0, counts.membersOnDisk == counts.members
        else { throw .archive(.splitZip) }
        guard counts.directoryBytes <= end, counts.directory <= end - counts.directoryBytes
        else { throw .archive(.damagedZip(byte: end)) }
        directoryEnd = end
        directory = end - counts.directoryBytes
        prefix = directory - counts.directory
        members = counts.members
    }
}

extension ZipRecord {
    /// Of an end record: whether one of its numbers says that it is in a larger record.
    fileprivate var needsZip64: Bool {
        [4, 6, 8, 10].contains { short($0) == 0xffff } || [12, 16].contains { word($0) == 0xffff_ffff }
    }

    fileprivate var counts: ZipEnd.Counts {
        ZipEnd.Counts(
            disk: short(4), directoryDisk: short(6), membersOnDisk: short(8), members: short(10),
            directoryBytes: word(12), directory: word(16))
    }
}

/// The end record of an archive with large numbers, and the locator that points to it.
private struct Zip64End {
    let offset: Int
    let counts: ZipEnd.Counts

    private static let locatorBytes = 20
    private static let locatorSignature: UInt32 = 0x0706_4b50
    private static let bytes = 56
    private static let signature: UInt32 = 0x0606_4b50

    /// Nil if there is no locator: then the numbers of the end record are as they are.
    init?(before end: Int, in file: FileWindow) throws(AnalysisFailure) {
        let locatorOffset = end - Self.locatorBytes
        guard
            let locator = ZipRecord(
                try file.bytes(at: locatorOffset, count: Self.locatorBytes), signature: Self.locatorSignature,
                count: Self.locatorBytes)
        else { return nil }
        guard locator.word(4) == 0, locator.word(16) <= 1 else { throw .archive(.splitZip) }
        // The offset in the locator does not count what comes before the archive.
        for offset in [locatorOffset - Self.bytes, locator.long(8)] {
            let bytes = try file.bytes(at: offset, count: Self.bytes)
            guard let record = ZipRecord(bytes, signature: Self.signature, count: Self.bytes) else { continue }
            self.offset = offset
            counts = ZipEnd.Counts(
                disk: record.word(16), directoryDisk: record.word(20), membersOnDisk: record.long(24),
                members: record.long(32), directoryBytes: record.long(40), directory: record.long(48))
            return
        }
        throw .archive(.damagedZip(byte: locatorOffset))
    }
}
