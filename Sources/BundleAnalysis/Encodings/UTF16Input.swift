/// Converts UTF-16 after its byte order mark to UTF-8. What is no character, such as half of a pair, becomes U+FFFD.
final class UTF16Input: ByteInput {
    private let source: SourceBytes
    private let output = ConvertedBytes()
    private let isBigEndian: Bool
    /// The first half of a pair whose second half has not been read.
    private var high: UInt32?
    private var isAtMark = true
    private var ended = false

    init(_ source: any ByteInput, isBigEndian: Bool) {
        self.source = SourceBytes(source)
        self.isBigEndian = isBigEndian
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        while output.isEmpty, !ended { try convert() }
        return output.take(into: buffer)
    }

    /// Converts what is at hand, as far as there is room.
    private func convert() throws(AnalysisFailure) {
        guard try source.bytes(2) != nil else { return try end() }
        if isAtMark {
            isAtMark = false
            return source.drop(2)
        }
        let bytes = try source.some()
        // A unit becomes up to 3 bytes, and so does a half before it that has no other.
        let count = min(bytes.count / 2, output.room / 6)
        for index in 0..<count {
            let (first, second) = (UInt32(bytes[2 * index]), UInt32(bytes[2 * index + 1]))
            add(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        source.drop(2 * count)
    }

    /// What is left at the end is half of something.
    private func end() throws(AnalysisFailure) {
        ended = true
        if high != nil { addReplacement() }
        high = nil
        if try !source.some().isEmpty { addReplacement() }
    }

    private func add(_ unit: UInt32) {
        if let high {
            self.high = nil
            if (0xdc00...0xdfff).contains(unit) { return encode(0x10000 + (high - 0xd800) << 10 + (unit - 0xdc00)) }
            addReplacement()
        }
        switch unit {
        case 0..<0x80: output.add(UInt8(unit))
        case 0xd800...0xdbff: high = unit
        case 0xdc00...0xdfff: addReplacement()
        default: encode(unit)
        }
    }

    private func encode(_ scalar: UInt32) {
        func last(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3f) }
        switch scalar {
        case ..<0x800: output.add([UInt8(0xc0 | scalar >> 6), last(0)])
        case ..<0x10000: output.add([UInt8(0xe0 | scalar >> 12), last(6), last(0)])
        default: output.add([UInt8(0xf0 | scalar >> 18), last(12), last(6), last(0)])
        }
    }

    private func addReplacement() { encode(0xfffd) }
}
