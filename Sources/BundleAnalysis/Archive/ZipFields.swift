/// The extra fields of a member of a zip archive that matter here (APPNOTE.TXT, section 4.5).
struct ZipFields {
    /// Sizes and offsets that do not fit into 32 bits.
    private(set) var longs: ArraySlice<Int> = []
    /// The name in UTF-8, and the checksum of the name that it replaces.
    private(set) var unicodeName: (bytes: [UInt8], crc: UInt32)?

    private static let zip64 = 0x0001
    private static let unicodePath = 0x7075

    init(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while rest.count >= 4 {
            let head = ZipRecord(field: UnsafeRawBufferPointer(rebasing: rest))
            let (kind, count) = (head.short(0), head.short(2))
            guard count <= rest.count - 4 else { return }
            read(kind, UnsafeRawBufferPointer(rebasing: rest.dropFirst(4).prefix(count)))
            rest = rest.dropFirst(4 + count)
        }
    }

    private mutating func read(_ kind: Int, _ body: UnsafeRawBufferPointer) {
        let record = ZipRecord(field: body)
        switch kind {
        case Self.zip64:
            longs = stride(from: 0, through: body.count - 8, by: 8).map(record.long)[...]
        case Self.unicodePath where body.count > 5 && body[0] == 1:
            unicodeName = (Array(body.dropFirst(5)), UInt32(record.word(1)))
        default: break
        }
    }
}
