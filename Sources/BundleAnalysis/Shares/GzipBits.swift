/// Steps through a gzip member (RFC 1952) and counts the bits that it spends on each byte of the text.
enum GzipBits {
    /// The checksum and the length of the text.
    private static let trailerBytes = 8
    /// Signature, method, flags, time, what compressed it, and where.
    private static let headerBytes = 10

    /// Flags of the header.
    private enum Flag {
        static let headerChecksum: UInt8 = 0x02
        static let extra: UInt8 = 0x04
        static let name: UInt8 = 0x08
        static let comment: UInt8 = 0x10
        static let reserved: UInt8 = 0xe0
    }

    /// False if `bytes` are not exactly one intact member whose text the runs cover. The checksum, which needs the
    /// text, is not verified.
    static func count(_ bytes: UnsafeRawBufferPointer, into counter: inout RunCounter) -> Bool {
        guard let start = headerEnd(bytes) else { return false }
        var stream = DeflateBits(bytes, at: start)
        guard stream.count(into: &counter), stream.offset + trailerBytes == bytes.count else { return false }
        let length = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
        return UInt32(littleEndian: length) == UInt32(truncatingIfNeeded: counter.position)
    }

    /// Where the compressed data begins; nil if there is no header.
    private static func headerEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= headerBytes + trailerBytes, bytes.starts(with: [0x1f, 0x8b, 8]) else { return nil }
        let flags = bytes[3]
        guard flags & Flag.reserved == 0 else { return nil }
        var end = headerBytes
        if flags & Flag.extra != 0 {
            guard end + 2 <= bytes.count else { return nil }
            end += 2 + Int(bytes[end]) + Int(bytes[end + 1]) << 8
        }
        for flag in [Flag.name, Flag.comment] where flags & flag != 0 {
            guard end < bytes.count, let zero = bytes[end...].firstIndex(of: 0) else { return nil }
            end = zero + 1
        }
        if flags & Flag.headerChecksum != 0 { end += 2 }
        return end <= bytes.count ? end : nil
    }
}
