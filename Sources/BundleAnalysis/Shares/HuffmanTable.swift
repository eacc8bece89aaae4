/// Decodes the symbols of one Huffman code: a table for the first bits of a code, and for each beginning of longer codes
/// a second table for the rest.
struct HuffmanTable {
    /// What a code stands for.
    struct Entry {
        /// From the lowest bit: 4 bits for the length of the code (0 if there is no such code), 4 for how many extra
        /// bits follow it, 8 for how many bits index the second table (if there is one), 16 for the value: a length, a
        /// distance, 0 for the end of the block, or the offset of the second table.
        fileprivate(set) var bits: UInt32

        var codeBits: UInt64 { UInt64(bits & 15) }
        var extraBits: UInt64 { UInt64(bits >> 4 & 15) }
        var tableBits: UInt64 { UInt64(bits >> 8 & 255) }
        var value: Int { Int(bits >> 16) }

        /// For a symbol; the length of its code is added when a table is built.
        init(value: Int, extraBits: Int = 0) { bits = UInt32(value) << 16 | UInt32(extraBits) << 4 }

        fileprivate init(tableAt offset: Int, bits: Int) { self.bits = UInt32(offset) << 16 | UInt32(bits) << 8 }

        fileprivate static let none = Entry(value: 0)
    }

    /// The longest code that DEFLATE has.
    static let longest = 15

    private let rootBits: Int
    private var entries: [Entry] = []

    /// - Parameter rootBits: how many bits the first table decodes.
    init(rootBits: Int) { self.rootBits = rootBits }

    /// The entry of the code that the next bits begin with; its ``Entry/codeBits`` are 0 if there is none.
    @inline(__always)
    func entry(_ bits: BitReader) -> Entry {
        entries.withUnsafeBufferPointer { entries in
            let entry = entries[Int(truncatingIfNeeded: bits.peek(UInt64(rootBits)))]
            guard entry.tableBits > 0 else { return entry }
            let rest = (bits.buffer >> UInt64(rootBits)) & ((1 &<< entry.tableBits) &- 1)
            return entries[entry.value + Int(truncatingIfNeeded: rest)]
        }
    }

    /// Builds the code from the lengths of its symbols' codes, 0 for a symbol without one (RFC 1951, section 3.2.2).
    ///
    /// - Parameters:
    ///   - symbols: the entries of the symbols; a symbol beyond them has no meaning, and no code in the table.
    ///   - mayBeIncomplete: whether there may be no code, or only one of one bit.
    /// - Returns: whether it is a code: with neither too many symbols nor too few.
    mutating func build(_ lengths: ArraySlice<UInt8>, _ symbols: [Entry], mayBeIncomplete: Bool) -> Bool {
        guard var codes = CanonicalCodes(lengths, mayBeIncomplete: mayBeIncomplete) else { return false }
        entries.removeAll(keepingCapacity: true)
        entries.append(contentsOf: repeatElement(.none, count: 1 << rootBits))
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            let code = codes.next(length)
            guard symbol < symbols.count else { continue }
            var entry = symbols[symbol]
            entry.bits |= UInt32(length)
            if length <= rootBits {
                fill(entry, from: code, step: 1 << length, in: 0..<1 << rootBits)
            } else {
                let table = secondTable(code & (1 << rootBits - 1), bits: codes.longest - rootBits)
                let base = table.lowerBound
                fill(entry, from: base + code >> rootBits, step: 1 << (length - rootBits), in: table)
            }
        }
        return true
    }

    private mutating func fill(_ entry: Entry, from first: Int, step: Int, in range: Range<Int>) {
        for index in stride(from: first, to: range.upperBound, by: step) { entries[index] = entry }
    }

    /// The second table of the codes that begin with `prefix`, added if it is the first of them.
    private mutating func secondTable(_ prefix: Int, bits: Int) -> Range<Int> {
        if entries[prefix].tableBits == 0 {
            entries[prefix] = Entry(tableAt: entries.count, bits: bits)
            entries.append(contentsOf: repeatElement(.none, count: 1 << bits))
        }
        let start = entries[prefix].value
        return start..<start + 1 << bits
    }
}
