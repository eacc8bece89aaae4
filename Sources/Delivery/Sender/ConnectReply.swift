import Domain
import NIOCore

/// What a proxy responds to `CONNECT`, read piece by piece. Only the status counts, and whatever follows the head comes from
/// the other end of the tunnel (RFC 9110, section 9.3.6).
struct ConnectReply {
    enum Verdict: Equatable {
        case goOn
        /// The tunnel is open.
        case opened(rest: ByteBuffer)
        case failed(AttemptMessage.ProxyFault)
    }

    private static let start = Array("HTTP/1.".utf8)

    private var head = ByteBuffer()
    /// Bytes of the head without its end.
    private var searched = 0
    /// Bytes of informational responses before it.
    private var informational = 0

    mutating func take(_ bytes: ByteBuffer) -> Verdict {
        head.writeImmutableBuffer(bytes)
        while true {
            guard head.readableBytesView.starts(with: Self.start.prefix(head.readableBytes)) else {
                return .failed(.notHTTP)
            }
            let length = endOfHead()
            guard informational + (length ?? head.readableBytes) <= AnswerLimits.head else {
                return .failed(.headTooLarge(limitKiB: AnswerLimits.head / 1024))
            }
            guard let length else { return .goOn }
            guard let status = status() else { return .failed(.notHTTP) }
            switch status {
            case 100...199:
                head.moveReaderIndex(forwardBy: length)
                informational += length
                searched = 0
            case 200...299:
                head.moveReaderIndex(forwardBy: length)
                return .opened(rest: head)
            case 407: return .failed(.credentials)
            default: return .failed(.status(status: status))
            }
        }
    }

    /// The length of the head, up to its empty line; nil if that has not arrived.
    private mutating func endOfHead() -> Int? {
        let view = head.readableBytesView
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        // A line feed at the end may be the first half of an empty line.
        var index = view.startIndex + searched
        while let found = view[index...].firstIndex(of: lineFeed) {
            var next = found + 1
            if next < view.endIndex, view[next] == carriageReturn { next += 1 }
            guard next < view.endIndex else {
                searched = found - view.startIndex
                return nil
            }
            if view[next] == lineFeed { return next + 1 - view.startIndex }
            index = found + 1
        }
        searched = view.count
        return nil
    }

    /// Of `HTTP/1.1 200 Connection established`; nil if the line has another form.
    private func status() -> Int? {
        let line = head.readableBytesView.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count >= 2, parts[0].count == Self.start.count + 1, parts[1].count == 3,
            let status = Int(String(decoding: parts[1], as: UTF8.self)), (100...999).contains(status)
        else { return nil }
        return status
    }
}
