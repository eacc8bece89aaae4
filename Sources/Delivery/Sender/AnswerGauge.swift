import NIOCore

/// Measures the raw bytes of a response, which NIO's decoder does not report: where its head ends, and whether more
/// came than belongs to it.
struct AnswerGauge {
    enum Verdict {
        case fine
        case headTooLarge
    }

    private(set) var received = 0
    /// Bytes up to and including the empty line that ends the head; nil until it arrives.
    private(set) var headLength: Int?
    /// Whether the line that the latest bytes belong to is empty so far.
    private var isEmptyLine = false

    /// Takes in the next bytes.
    mutating func take(_ bytes: ByteBuffer) -> Verdict {
        if headLength == nil { scan(bytes) }
        received += bytes.readableBytes
        return headLength ?? received > AnswerLimits.head ? .headTooLarge : .fine
    }

    /// Whether the bytes so far are the response and nothing more.
    /// - Parameters:
    ///   - length: the length of the body that the head gave; nil if it is chunked.
    ///   - last: the bytes that came last.
    func endsExactly(length: Int?, last: ByteBuffer) -> Bool {
        guard let headLength else { return false }
        if let length { return received == headLength + length }
        // A chunked response ends with an empty line. Extra bytes that also end with one would have to be a whole head,
        // which the decoder refuses when no request is outstanding.
        return last.readableBytesView.suffix(4).elementsEqual([13, 10, 13, 10])
    }

    private mutating func scan(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            for (index, byte) in bytes.enumerated() {
                switch byte {
                // Heads whose lines end with LF alone are read as well.
                case 10 where isEmptyLine:
                    headLength = received + index + 1
                    return
                case 10: isEmptyLine = true
                case 13: break
                default: isEmptyLine = false
                }
            }
        }
    }
}
