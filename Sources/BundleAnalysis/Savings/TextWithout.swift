/// Reads a text without the bytes of some parts.
final class TextWithout: ByteInput {
    private let text: UnsafeBufferPointer<UInt8>
    /// What is read, in order.
    private var ranges: [Range<Int>] = []
    private var index = 0
    private var position = 0
    /// How many bytes are read.
    private(set) var count = 0

    /// - Parameter text: valid as long as it is read.
    init(_ text: UnsafeBufferPointer<UInt8>, _ places: BytePlaces, without parts: [Int]) {
        self.text = text
        let isOut = Set(parts)
        var end = 0
        func keep(_ range: Range<Int>) {
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
            count += range.count
        }
        places.forEach { part, range in
            end = range.upperBound
            if part < 0 || !isOut.contains(part) { keep(range.clamped(to: 0..<text.count)) }
        }
        if end < text.count { keep(end..<text.count) }
        position = ranges.first?.lowerBound ?? 0
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        var filled = 0
        while filled < buffer.count, index < ranges.count {
            let piece = min(buffer.count - filled, ranges[index].upperBound - position)
            if piece > 0 {
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + piece]).copyBytes(
                    from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[position..<position + piece])))
            }
            filled += piece
            position += piece
            guard position == ranges[index].upperBound else { continue }
            index += 1
            if index < ranges.count { position = ranges[index].lowerBound }
        }
        return filled
    }
}
