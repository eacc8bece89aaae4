/// A delivery's UUID. New ones are version 7 (RFC 9562): they begin with the time, so that rows arrive in key order and
/// a time range is a key range.
package struct DeliveryID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 7 UUID made of `time` and 74 random bits from `random`.
    package init(time: Timestamp, random: (UInt64, UInt64)) {
        high = UInt64(bitPattern: time.milliseconds) << 16 | 0x7000 | (random.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    package static func make(
        at time: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> DeliveryID {
        DeliveryID(time: time, random: (generator.next(), generator.next()))
    }

    /// The smallest id at `time`: where a time range begins. Times before 1970 sort before all ids, and times beyond
    /// the 48 bits that an id has for them sort after all ids.
    package static func first(of time: Timestamp) -> DeliveryID {
        let latest: Int64 = (1 << 48) - 1
        guard time.milliseconds <= latest else { return DeliveryID(high: .max, low: .max) }
        return DeliveryID(high: UInt64(max(0, time.milliseconds)) << 16, low: 0)
    }

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var digits: [UInt64] = []
        for (index, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                digits.append(UInt64(digit))
            }
        }
        high = digits[..<16].reduce(0) { $0 << 4 | $1 }
        low = digits[16...].reduce(0) { $0 << 4 | $1 }
    }

    /// Sixteen bytes in network order, as stored.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }

    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Lowercase with hyphens, as sent and shown.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var at = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    buffer[at] = UInt8(ascii: "-")
                    at += 1
                }
                let word = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - (digit % 16) * 4)) & 0xF
                buffer[at] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                at += 1
            }
            return 36
        }
    }

    package static func < (left: DeliveryID, right: DeliveryID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
