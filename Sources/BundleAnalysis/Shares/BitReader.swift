/// Reads the bits of a DEFLATE stream, the lowest bit of each byte first (RFC 1951, section 3.1.1).
///
/// At least 56 bits are at hand after each ``refill()``, 0 where the stream is over; ``isOverrun`` says whether such
/// bits were taken.
struct BitReader {
    private let bytes: UnsafeRawBufferPointer
    /// The next byte to load.
    private var next: Int
    private(set) var buffer: UInt64 = 0
    /// How many bits of `buffer` are loaded.
    private var count: UInt64 = 0
    /// How many bytes were loaded that the stream does not have.
    private var missing: UInt64 = 0

    init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        self.bytes = bytes
        next = min(start, bytes.count)
    }

    /// The offset of the first byte of which no bit was taken.
    var offset: Int { next - Int((count - min(count, missing * 8)) / 8) }

    /// Whether more bits were taken than there are.
    var isOverrun: Bool { count < missing * 8 }

    @inline(__always)
    mutating func refill() {
        guard next + 8 <= bytes.count else { return refillAtEnd() }
        // The bits above `count` are those of the bytes from `next` on, or 0: loading them again changes nothing.
        buffer |= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self)) << count
        let loaded = (63 &- count) >> 3
        next &+= Int(truncatingIfNeeded: loaded)
        count &+= loaded &* 8
    }

    /// The next `width` bits, at most 32, without taking them.
    @inline(__always)
    func peek(_ width: UInt64) -> UInt64 { buffer & ((1 &<< width) &- 1) }

    /// Takes bits that are at hand.
    @inline(__always)
    mutating func drop(_ width: UInt64) {
        buffer = buffer &>> width
        count &-= width
    }

    @inline(__always)
    mutating func take(_ width: UInt64) -> Int {
        let bits = peek(width)
        drop(width)
        return Int(truncatingIfNeeded: bits)
    }

    /// Drops the rest of the byte that is taken in part.
    mutating func alignToByte() { drop(count & 7) }

    /// Passes over whole bytes, where a byte begins; false if there are not so many.
    mutating func skip(bytes skipped: Int) -> Bool {
        let start = offset
        guard !isOverrun, skipped <= bytes.count - start else { return false }
        (next, buffer, count, missing) = (start + skipped, 0, 0, 0)
        return true
    }

    private mutating func refillAtEnd() {
        // Bits of a byte that was not counted may be there from loading eight at once.
        buffer &= (1 << count) &- 1
        while count <= 56 {
            if next < bytes.count {
                buffer |= UInt64(bytes[next]) << count
                next += 1
            } else {
                missing += 1
            }
            count += 8
        }
    }
}
