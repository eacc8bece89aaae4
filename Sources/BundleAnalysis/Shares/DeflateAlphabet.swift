/// The symbols of DEFLATE (RFC 1951, section 3.2.5).
enum DeflateAlphabet {
    /// Ends a block. Symbols below it are literals, those above it lengths.
    static let endOfBlock = 256

    /// The symbols of literals and lengths. A literal counts as the length 1, the end of a block as 0.
    static let lengths: [HuffmanTable.Entry] =
        [HuffmanTable.Entry](repeating: .init(value: 1), count: endOfBlock) + [.init(value: 0)]
        + (0..<28).map { code in
            let extraBits = code < 8 ? 0 : code / 4 - 1
            return .init(value: code < 8 ? code + 3 : (4 + code % 4) << extraBits + 3, extraBits: extraBits)
        } + [.init(value: 258)]

    static let distances: [HuffmanTable.Entry] = (0..<30).map { code in
        let extraBits = code < 4 ? 0 : code / 2 - 1
        return .init(value: code < 4 ? code + 1 : (2 + code % 2) << extraBits + 1, extraBits: extraBits)
    }

    /// The symbols of the code in which the lengths of the other codes are written: up to 15 is a length.
    static let codeLengths: [HuffmanTable.Entry] = (0..<19).map { .init(value: $0) }

    /// The order in which the lengths of that code are written.
    static let codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The lengths of the fixed codes. Two symbols of each have a code, and no meaning.
    static let fixedLengths: [UInt8] =
        [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
        + [UInt8](repeating: 8, count: 8)
    static let fixedDistances = [UInt8](repeating: 5, count: 32)
}
