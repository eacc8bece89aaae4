/// Steps through a DEFLATE stream (RFC 1951) and counts the bits that it spends on each byte of the text.
///
/// The text itself is not made: what a byte costs does not depend on its value.
struct DeflateBits {
    private var bits: BitReader
    private var lengthTable = HuffmanTable(rootBits: 10)
    private var distanceTable = HuffmanTable(rootBits: 9)

    init(_ bytes: UnsafeRawBufferPointer, at start: Int) { bits = BitReader(bytes, at: start) }

    /// The offset behind the stream's last byte, once it was counted.
    var offset: Int { bits.offset }

    /// Counts all blocks. False if the stream is damaged, ends early, or makes more bytes than the runs cover.
    mutating func count(into counter: inout RunCounter) -> Bool {
        var isLast = false
        while !isLast {
            bits.refill()
            isLast = bits.take(1) == 1
            let isIntact =
                switch bits.take(2) {
                case 0: stored(&counter)
                case 1: readFixedTables() && block(&counter)
                case 2: readTables() && block(&counter)
                default: false
                }
            guard isIntact, !bits.isOverrun else { return false }
        }
        bits.alignToByte()
        return true
    }

    private mutating func stored(_ counter: inout RunCounter) -> Bool {
        bits.alignToByte()
        bits.refill()
        let (count, check) = (bits.take(16), bits.take(16))
        guard count ^ check == 0xffff, count <= counter.rest, bits.skip(bytes: count) else { return false }
        if count > 0 { counter.match(count, bits: UInt64(count) * 8) }
        return true
    }

    /// Literals and matches, to the end of the block.
    private mutating func block(_ shared: inout RunCounter) -> Bool {
        // Copies, which the compiler keeps in registers.
        var (bits, counter) = (bits, shared)
        defer { (self.bits, shared) = (bits, counter) }
        while true {
            bits.refill()
            let length = lengthTable.entry(bits)
            guard length.codeBits > 0 else { return false }
            bits.drop(length.codeBits)
            guard length.value != 1 else {
                guard counter.rest > 0 else { return false }
                counter.literal(bits: length.codeBits)
                continue
            }
            guard length.value > 0 else { return true }
            let count = length.value + bits.take(length.extraBits)
            let distance = distanceTable.entry(bits)
            guard distance.codeBits > 0 else { return false }
            bits.drop(distance.codeBits)
            let back = distance.value + bits.take(distance.extraBits)
            guard count <= counter.rest, back <= counter.position else { return false }
            counter.match(
                count, bits: length.codeBits + length.extraBits + distance.codeBits + distance.extraBits)
        }
    }

    // MARK: Codes

    private mutating func readFixedTables() -> Bool {
        let (lengths, distances) = (DeflateAlphabet.fixedLengths[...], DeflateAlphabet.fixedDistances[...])
        return lengthTable.build(lengths, DeflateAlphabet.lengths, mayBeIncomplete: false)
            && distanceTable.build(distances, DeflateAlphabet.distances, mayBeIncomplete: false)
    }

    /// The codes of a block that brings its own (RFC 1951, section 3.2.7).
    private mutating func readTables() -> Bool {
        bits.refill()
        let (lengthCount, distanceCount) = (bits.take(5) + 257, bits.take(5) + 1)
        let codeLengthCount = bits.take(4) + 4
        guard lengthCount <= DeflateAlphabet.lengths.count, distanceCount <= DeflateAlphabet.distances.count,
            let codeTable = readCodeTable(codeLengthCount),
            let lengths = readLengths(lengthCount + distanceCount, codeTable),
            lengths[DeflateAlphabet.endOfBlock] > 0
        else { return false }
        return lengthTable.build(lengths[..<lengthCount], DeflateAlphabet.lengths, mayBeIncomplete: true)
            && distanceTable.build(lengths[lengthCount...], DeflateAlphabet.distances, mayBeIncomplete: true)
    }

    private mutating func readCodeTable(_ count: Int) -> HuffmanTable? {
        var lengths = [UInt8](repeating: 0, count: DeflateAlphabet.codeLengths.count)
        for symbol in DeflateAlphabet.codeLengthOrder.prefix(count) {
            bits.refill()
            lengths[symbol] = UInt8(bits.take(3))
        }
        var table = HuffmanTable(rootBits: 7)
        return table.build(lengths[...], DeflateAlphabet.codeLengths, mayBeIncomplete: false) ? table : nil
    }

    private mutating func readLengths(_ count: Int, _ table: HuffmanTable) -> [UInt8]? {
        var lengths: [UInt8] = []
        lengths.reserveCapacity(count)
        while lengths.count < count {
            bits.refill()
            let entry = table.entry(bits)
            guard entry.codeBits > 0 else { return nil }
            bits.drop(entry.codeBits)
            let (length, times): (UInt8?, Int) =
                switch entry.value {
                case 16: (lengths.last, 3 + bits.take(2))
                case 17: (0, 3 + bits.take(3))
                case 18: (0, 11 + bits.take(7))
                default: (UInt8(entry.value), 1)
                }
            guard let length, times <= count - lengths.count else { return nil }
            lengths.append(contentsOf: repeatElement(length, count: times))
        }
        return lengths
    }
}
