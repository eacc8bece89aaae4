/// Eight bytes of text, examined at once: the bytes between two quotes are mostly plain.
///
/// What is found is returned with the highest bit set in each byte that is one of those asked for. Only the first is
/// certain: a subtraction may borrow from the bytes after it.
@usableFromInline struct EightBytes {
    @inlinable static var count: Int { 8 }

    @usableFromInline let word: UInt64

    @inlinable init(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) {
        word = UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self))
    }

    @inlinable var quotesAndBackslashes: UInt64 {
        let quotes = word ^ 0x2222_2222_2222_2222
        let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let ones: UInt64 = 0x0101_0101_0101_0101
        return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & 0x8080_8080_8080_8080
    }

    /// Control characters and what is not ASCII as well.
    @inlinable var notPlain: UInt64 {
        quotesAndBackslashes | ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
    }

    /// The index of the first byte found.
    @inlinable static func index(_ found: UInt64) -> Int { found.trailingZeroBitCount >> 3 }
}
