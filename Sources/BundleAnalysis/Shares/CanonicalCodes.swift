/// The codes of symbols, given the lengths of all (RFC 1951, section 3.2.2), with their bits in the order in which they
/// are read.
struct CanonicalCodes {
    /// The length of the longest code, in bits; 0 if there is none.
    let longest: Int
    /// By length: the code of the next symbol.
    private var codes = [Int](repeating: 0, count: HuffmanTable.longest + 1)

    /// Nil if there are more codes than the lengths allow, or fewer.
    /// - Parameter mayBeIncomplete: whether there may be no code, or only one of one bit, as with a single distance.
    init?(_ lengths: ArraySlice<UInt8>, mayBeIncomplete: Bool) {
        var counts = [Int](repeating: 0, count: HuffmanTable.longest + 1)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        longest = counts.lastIndex { $0 > 0 } ?? 0
        var (code, free) = (0, 1)
        for length in 1...HuffmanTable.longest {
            free = free * 2 - counts[length]
            guard free >= 0 else { return nil }
            code = (code + counts[length - 1]) << 1
            codes[length] = code
        }
        guard free == 0 || mayBeIncomplete && longest <= 1 else { return nil }
    }

    /// The code of the next symbol whose code has this length.
    mutating func next(_ length: Int) -> Int {
        let code = codes[length]
        codes[length] += 1
        var reversed = 0
        for bit in 0..<length where code >> bit & 1 != 0 { reversed |= 1 << (length - 1 - bit) }
        return reversed
    }
}
