import NIOCore

/// The content of a chunked body. Where a chunk is malformed, nothing more is read.
struct LenientChunks {
    private enum State {
        /// The digits of a chunk's size so far.
        case size(Int, digits: Int)
        /// The rest of the line after a chunk's size.
        case lineEnd(size: Int)
        case content(left: Int)
        /// The line that ends a chunk.
        case contentEnd
        /// The lines after the last chunk; whether the current one is empty so far.
        case trailers(isEmptyLine: Bool)
        case ended
        case malformed
    }

    private var state = State.size(0, digits: 0)

    var isComplete: Bool {
        if case .ended = state { true } else { false }
    }

    /// - Returns: the content in these bytes.
    mutating func take(_ bytes: ByteBuffer) -> ByteBuffer {
        var content = ByteBuffer()
        var rest = bytes.readableBytesView
        while let byte = rest.first {
            if case .content(let left) = state {
                let piece = rest.prefix(left)
                content.writeBytes(piece)
                rest = rest.dropFirst(piece.count)
                state = piece.count == left ? .contentEnd : .content(left: left - piece.count)
            } else {
                rest = rest.dropFirst()
                step(byte)
            }
        }
        return content
    }

    private mutating func step(_ byte: UInt8) {
        switch state {
        case .size(let size, let digits):
            if let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digits < 8 {
                state = .size(size << 4 | digit, digits: digits + 1)
            } else if digits == 0 || digits == 8 {
                state = .malformed
            } else {
                state = .lineEnd(size: size)
                step(byte)
            }
        case .lineEnd(let size) where byte == 10:
            state = size == 0 ? .trailers(isEmptyLine: true) : .content(left: size)
        case .contentEnd:
            if byte == 10 { state = .size(0, digits: 0) } else if byte != 13 { state = .malformed }
        case .trailers(let isEmptyLine):
            if byte == 10 {
                state = isEmptyLine ? .ended : .trailers(isEmptyLine: true)
            } else if byte != 13 {
                state = .trailers(isEmptyLine: false)
            }
        case .lineEnd, .content, .ended, .malformed: break
        }
    }
}
