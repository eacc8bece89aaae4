import NIOCore
import NIOHTTP1

/// Where the body of a response ends whose head NIO's decoder refuses, and what is in it. Like curl, it prefers chunks
/// to a length, and the last length to others.
struct LenientBody {
    private enum Framing {
        case length(Int)
        case chunked(LenientChunks)
        case untilClose
    }

    private var framing: Framing
    private(set) var isComplete: Bool

    init(_ head: HTTPResponseHead) {
        let isChunked = head.headers["transfer-encoding"].contains { $0.lowercased().hasSuffix("chunked") }
        let length = head.headers["content-length"].last.flatMap { Int($0.prefix(while: \.isWholeNumber)) }
        if head.status == .noContent {
            framing = .length(0)
        } else if isChunked {
            framing = .chunked(LenientChunks())
        } else {
            framing = length.map { .length($0) } ?? .untilClose
        }
        if case .length(0) = framing { isComplete = true } else { isComplete = false }
    }

    /// - Returns: the bytes that belong to the body.
    mutating func take(_ bytes: ByteBuffer) -> ByteBuffer {
        guard !isComplete else { return ByteBuffer() }
        switch framing {
        case .untilClose: return bytes
        case .length(let left):
            let count = min(left, bytes.readableBytes)
            framing = .length(left - count)
            isComplete = left == count
            return bytes.getSlice(at: bytes.readerIndex, length: count) ?? ByteBuffer()
        case .chunked(var chunks):
            let body = chunks.take(bytes)
            framing = .chunked(chunks)
            isComplete = chunks.isComplete
            return body
        }
    }

    /// The connection has ended.
    mutating func end() {
        if case .untilClose = framing { isComplete = true }
    }
}
