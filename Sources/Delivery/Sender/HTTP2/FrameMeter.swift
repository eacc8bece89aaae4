import NIOCore

/// Counts the frames that a receiver sends, of every type, also of those that the codec ignores.
struct FrameMeter {
    enum Verdict: Equatable {
        case fine
        /// The connection does not begin as one of HTTP/2 does.
        case notHTTP2
        /// Too many frames since the latest response.
        case flood
        case headTooLarge
    }

    /// The bytes of a frame's header that is not complete yet.
    private var header: [UInt8] = []
    /// Bytes of the current frame that are still to come.
    private var payload = 0
    private var isFirst = true
    private var left = StreamLimits.frames
    /// Bytes of the current header list, as they are sent.
    private var headerBytes = 0
    /// Bytes of DATA frames, padding included, that the receiver has not been given back yet.
    private(set) var taken = 0

    /// Bytes from the connection, before the codec sees them.
    mutating func take(_ bytes: ByteBuffer) -> Verdict {
        var rest = bytes.readableBytesView
        while !rest.isEmpty {
            if payload > 0 {
                let piece = min(payload, rest.count)
                payload -= piece
                rest = rest.dropFirst(piece)
                continue
            }
            let piece = rest.prefix(FrameHeader.size - header.count)
            header += piece
            rest = rest.dropFirst(piece.count)
            guard header.count == FrameHeader.size else { break }
            let frame = FrameHeader(header)
            header.removeAll(keepingCapacity: true)
            let verdict = begin(frame)
            guard verdict == .fine else { return verdict }
        }
        return .fine
    }

    private mutating func begin(_ frame: FrameHeader) -> Verdict {
        if isFirst, !frame.isGreeting { return .notHTTP2 }
        isFirst = false
        payload = frame.length
        left -= 1
        switch frame.type {
        case FrameHeader.data: taken += frame.length
        case FrameHeader.headers: headerBytes = frame.length
        case FrameHeader.continuation: headerBytes += frame.length
        default: break
        }
        if headerBytes > AnswerLimits.head { return .headTooLarge }
        return left < 0 ? .flood : .fine
    }

    /// A request of this many bytes goes out.
    mutating func sent(_ bytes: Int) {
        left += 1 + bytes / StreamLimits.bytesPerFrame
    }

    /// A response is complete.
    mutating func answered() {
        left = max(left, StreamLimits.frames)
    }

    /// The receiver may send as much again.
    mutating func giveBack() -> Int {
        defer { taken = 0 }
        return taken
    }
}
