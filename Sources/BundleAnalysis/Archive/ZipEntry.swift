/// A member of a zip archive, as the archive's directory describes it (APPNOTE.TXT, section 4.3.12).
struct ZipEntry {
    /// How the body of a member is compressed.
    enum Method: Equatable {
        case stored, deflate
        case other(Int)
    }

    private enum Flag {
        static let encrypted = 0x0001
        static let stronglyEncrypted = 0x0040
        static let hiddenHeader = 0x2000
        static let utf8 = 0x0800
    }

    /// The fixed part of an entry, in bytes.
    static let bytes = 46
    static let signature: UInt32 = 0x0201_4b50
    /// Systems whose file names have backslashes between folders, by their numbers in a zip archive.
    private static let backslashed = [0, 10, 14]

    let name: [UInt8]
    let method: Method
    let isEncrypted: Bool
    let crc: UInt32
    private(set) var packedBytes: Int
    private(set) var size: Int
    /// Where its local header is, in the archive.
    private(set) var offset: Int
    private(set) var disk: Int
    private let isFolderOfDOS: Bool
    /// The file mode of Unix; 0 if the archive was packed elsewhere.
    private let mode: Int

    /// Nil if the extra fields lack what the fixed part refers to.
    /// - Parameters:
    ///   - record: the fixed part.
    ///   - rest: the name and the extra fields.
    init?(_ record: ZipRecord, rest: UnsafeRawBufferPointer) {
        let nameBytes = record.short(28)
        guard nameBytes <= rest.count else { return nil }
        let raw = Array(rest[..<nameBytes])
        let fields = ZipFields(UnsafeRawBufferPointer(rebasing: rest[nameBytes...]))
        let flags = record.short(8)
        let decoded = ZipName.decode(raw, isUTF8: flags & Flag.utf8 != 0, fields)
        name = Self.backslashed.contains(record.short(4) >> 8) ? ZipName.slashed(decoded) : decoded
        isEncrypted = flags & (Flag.encrypted | Flag.stronglyEncrypted | Flag.hiddenHeader) != 0
        method =
            switch record.short(10) {
            case 0: .stored
            case 8: .deflate
            case let other: .other(other)
            }
        crc = UInt32(record.word(16))
        (packedBytes, size, offset, disk) = (record.word(20), record.word(24), record.word(42), record.short(34))
        mode = record.word(38) >> 16
        isFolderOfDOS = record.word(38) & 0x10 != 0
        guard readLarge(fields) else { return nil }
    }

    var isFolder: Bool {
        name.last == UInt8(ascii: "/") || mode & 0xf000 == 0x4000 || isFolderOfDOS && size == 0
    }

    /// What it is, if it is neither a file nor a folder.
    var unsupportedKind: MemberKind? {
        switch mode & 0xf000 {
        case 0, 0x4000, 0x8000: nil
        case 0xa000: .symbolicLink
        case 0x2000, 0x6000: .device
        case 0x1000: .namedPipe
        default: .other
        }
    }

    /// Reads the numbers that the fixed part has no room for, in their order.
    private mutating func readLarge(_ fields: ZipFields) -> Bool {
        var longs = fields.longs
        func long(_ number: Int, _ marker: Int) -> Int? { number == marker ? longs.popFirst() : number }
        guard let size = long(size, 0xffff_ffff), let packedBytes = long(packedBytes, 0xffff_ffff),
            let offset = long(offset, 0xffff_ffff)
        else { return false }
        (self.size, self.packedBytes, self.offset) = (size, packedBytes, offset)
        // It is a word there, and nobody writes it.
        if disk == 0xffff { disk = 0 }
        return true
    }
}
