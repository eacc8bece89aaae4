/// Decodes the mappings of one map, segment by segment, and checks what ECMA-426 demands of them.
struct MappingDecoder {
    /// What the fields may refer to, and where the map begins in the generated text.
    struct Frame {
        var line = 0
        var column = 0
        /// The index of the map's first source among those of all sections.
        var firstSource = 0
        var sourceCount = 0
        var nameCount = 0
    }

    /// The generated line that the next segment is on, at least.
    private(set) var line: Int

    private let text: UnsafeBufferPointer<UInt8>
    private let frame: Frame
    private var at = 0
    private var isLineStart = true
    /// What the columns of the line count from: a section's first line does not begin at column 0.
    private var lineColumn: Int
    // Sums of 32-bit numbers, fewer than the text has bytes: they cannot overflow.
    private var column = 0
    private var source = 0
    private var originalLine = 0
    private var originalColumn = 0
    private var name = 0

    /// - Parameter text: must outlive the decoder.
    init(_ text: UnsafeBufferPointer<UInt8>, _ frame: Frame) {
        self.text = text
        self.frame = frame
        line = frame.line
        lineColumn = frame.column
    }

    /// The next segment; nil after the last.
    mutating func next() throws(MappingFault) -> Segment? {
        while at < text.count, text[at] == UInt8(ascii: ";") { try endLine() }
        guard at < text.count else { return nil }
        // Between two segments there is a comma, which `endSegment` saw.
        if !isLineStart { at += 1 }
        isLineStart = false
        column += try number()
        let sum = column + lineColumn
        guard column >= 0, sum <= Segment.largest else { throw .generatedPosition }
        var segment = Segment(
            line: Int32(truncatingIfNeeded: line), column: Int32(truncatingIfNeeded: sum), source: -1, originalLine: 0,
            originalColumn: 0)
        if !isAtEnd { try original(&segment) }
        return segment
    }

    private mutating func endLine() throws(MappingFault) {
        at += 1
        line += 1
        guard line <= Segment.largest else { throw .generatedPosition }
        column = 0
        lineColumn = 0
        isLineStart = true
    }

    /// Reads the fields after the first.
    private mutating func original(_ segment: inout Segment) throws(MappingFault) {
        source += try number()
        originalLine += try number()
        originalColumn += try number()
        guard source >= 0, source < frame.sourceCount else { throw .source }
        guard originalLine >= 0, originalColumn >= 0, max(originalLine, originalColumn) <= Segment.largest else {
            throw .originalPosition
        }
        if !isAtEnd {
            name += try number()
            guard name >= 0, name < frame.nameCount else { throw .name }
            guard isAtEnd else { throw Base64.value(text[at]) == nil ? .character : .fieldCount }
        }
        segment.source = Int32(truncatingIfNeeded: frame.firstSource + source)
        segment.originalLine = Int32(truncatingIfNeeded: originalLine)
        segment.originalColumn = Int32(truncatingIfNeeded: originalColumn)
    }

    /// Whether the segment ends before the next byte.
    private var isAtEnd: Bool { at >= text.count || Self.isSeparator(text[at]) }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") }

    /// Reads a VLQ.
    @inline(__always) private mutating func number() throws(MappingFault) -> Int {
        guard at < text.count, let first = Base64.value(text[at]) else { throw fault(digits: 0) }
        at += 1
        guard first & 32 != 0 else { return first & 1 == 0 ? first >> 1 : first == 1 ? Self.least : -(first >> 1) }
        return try number(after: first & 31)
    }

    /// Reads the digits after the first, least significant first. Digits that add nothing may be any number.
    private mutating func number(after first: Int) throws(MappingFault) -> Int {
        var value = first
        var shift = 5
        while true {
            guard at < text.count, let digit = Base64.value(text[at]) else { throw fault(digits: shift / 5) }
            at += 1
            if shift < 35 {
                value |= (digit & 31) << shift
            } else if digit & 31 != 0 {
                throw .numberTooLarge
            }
            shift += 5
            if digit & 32 == 0 { break }
        }
        guard value <= Int(UInt32.max) else { throw .numberTooLarge }
        return value & 1 == 0 ? value >> 1 : value == 1 ? Self.least : -(value >> 1)
    }

    /// What a zero with the sign bit set stands for.
    private static let least = -(1 << 31)

    private func fault(digits: Int) -> MappingFault {
        guard isAtEnd else { return .character }
        return digits == 0 ? .fieldCount : .unfinishedNumber
    }
}
