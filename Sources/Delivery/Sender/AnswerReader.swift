import Domain
import NIOCore
import NIOHTTP1

/// Reads one response as it arrives: enforces the limits and keeps what goes into the log.
struct AnswerReader {
    enum Verdict: Equatable {
        case goOn
        case failed(SendFailure)
        /// As much of the body as is ever read has arrived.
        case enough
        /// What came on a reused connection is not a response.
        case leftover
    }

    /// What can be made of a head that the decoder refuses.
    enum Recovery {
        /// It reports success.
        case done
        /// It is not complete yet.
        case open
        case impossible
    }

    private let isReused: Bool
    private var start = AnswerStart()
    private var gauge = AnswerGauge()
    private var body: AnswerBody?
    /// Every byte so far, until the decoder has read the head.
    private var raw: ByteBuffer?
    /// Set once a head was read that the decoder refuses.
    private var lenient: LenientBody?
    private(set) var head: HTTPResponseHead?
    private(set) var isComplete = false
    private var sawInformational = false

    /// - Parameter isReused: whether the connection has brought a response before.
    init(isReused: Bool) {
        self.isReused = isReused
    }

    var received: Int { gauge.received }

    /// Whether what came is how a receiver begins that speaks HTTP/2.
    var isGreetingOfHTTP2: Bool { raw.map { FrameHeader.isGreeting($0.readableBytesView) } ?? false }

    /// Whether a byte of a response may have arrived. On a reused connection, bytes before a response are a leftover.
    var hasBegun: Bool { isReused ? start.hasBegun : received > 0 }

    /// Bytes from the connection, before the decoder sees them.
    mutating func take(_ bytes: ByteBuffer) -> Verdict {
        if isReused, head == nil, start.take(bytes) == .leftover { return .leftover }
        if head == nil { keep(bytes) }
        if lenient != nil { takeBody(bytes) }
        return gauge.take(bytes) == .headTooLarge && head == nil ? .failed(.headTooLarge) : .goOn
    }

    /// What the decoder made of the bytes.
    mutating func take(_ part: HTTPClientResponsePart) -> Verdict {
        switch part {
        case .head(let head) where head.status.code == 101: return .failed(.switchedProtocols)
        case .head(let head) where head.status.code < 200: sawInformational = true
        case .head(let head):
            self.head = head
            raw = nil
            body = AnswerBody(headers: head.headers)
        case .body(let bytes): body?.append(bytes)
        case .end: isComplete = true
        }
        return .goOn
    }

    private mutating func keep(_ bytes: ByteBuffer) {
        if raw == nil {
            raw = bytes
        } else {
            raw?.writeImmutableBuffer(bytes)
        }
    }

    // MARK: Heads that the decoder refuses

    /// Reads the head from the bytes themselves. After the decoder has refused them, call it for all that come later,
    /// which the decoder must not see.
    mutating func recover() -> Recovery {
        if lenient != nil { return .done }
        guard head == nil, let bytes = raw else { return .impossible }
        switch LenientHead(bytes.readableBytesView) {
        case .refused: return .impossible
        case .incomplete: return .open
        case .success(let head, let length):
            self.head = head
            raw = nil
            body = AnswerBody(headers: head.headers)
            lenient = LenientBody(head)
            isComplete = lenient?.isComplete == true
            if let rest = bytes.getSlice(at: bytes.readerIndex + length, length: bytes.readableBytes - length) {
                takeBody(rest)
            }
            return .done
        }
    }

    private mutating func takeBody(_ bytes: ByteBuffer) {
        guard let content = lenient?.take(bytes) else { return }
        body?.append(content)
        isComplete = lenient?.isComplete == true
    }

    /// The connection has ended.
    mutating func end() {
        lenient?.end()
        if lenient?.isComplete == true { isComplete = true }
    }

    /// Whether the receiver has taken the delivery, whatever becomes of the body.
    var isSuccess: Bool { head.map { (200...299).contains($0.status.code) } ?? false }

    /// Call after the decoder has seen all bytes that came.
    func verdict() -> Verdict {
        if isComplete { return .goOn }
        guard let body else { return received > AnswerLimits.head ? .failed(.headTooLarge) : .goOn }
        return body.isOverLimit || received > AnswerLimits.head + AnswerLimits.read ? .enough : .goOn
    }

    /// Whether another request may follow on the connection: the response is complete, nothing came after it that the
    /// next delivery would take for its own, and the receiver does not close.
    func allowsReuse(last: ByteBuffer) -> Bool {
        guard isComplete, let head, head.isKeepAlive, !sawInformational, lenient == nil else { return false }
        let lengths = head.headers["content-length"]
        let isChunked = head.headers.contains(name: "transfer-encoding")
        if Self.isBodiless(head.status) {
            // A body that was announced even though none is allowed can still arrive at any time.
            guard !isChunked, lengths.allSatisfy({ Int($0) == 0 }) else { return false }
            // Without a length, a 205 ends with its connection.
            return (head.status.code != 205 || !lengths.isEmpty) && gauge.endsExactly(length: 0, last: last)
        }
        if isChunked { return lengths.isEmpty && gauge.endsExactly(length: nil, last: last) }
        guard let length = lengths.first.flatMap({ Int($0) }) else { return false }
        return gauge.endsExactly(length: length, last: last)
    }

    /// Whether responses with this status have no body (RFC 9110).
    private static func isBodiless(_ status: HTTPResponseStatus) -> Bool {
        switch status.code {
        case 204, 205, 304: true
        default: false
        }
    }

    /// What the log keeps; nil until the head is complete.
    func response() -> Attempt.Response? {
        guard let head else { return nil }
        let content = body?.content(isComplete: isComplete) ?? (bytes: [], isTruncated: !isComplete)
        return Attempt.Response(
            status: Int(head.status.code),
            headers: head.headers.map { Attempt.Header(name: $0.name, value: $0.value) },
            body: content.bytes, isTruncated: content.isTruncated)
    }
}

/// How long the receiver keeps an idle connection open, according to `Keep-Alive: timeout=5`.
enum KeepAlive {
    /// Whole seconds; nil if the header is absent or has no timeout.
    static func timeout(_ headers: HTTPHeaders) -> Int64? {
        guard let value = headers.first(name: "keep-alive") else { return nil }
        for parameter in value.split(separator: ",") {
            let words = parameter.split(separator: "=").map { $0.filter { $0 != " " }.lowercased() }
            if words.count == 2, words[0] == "timeout", let seconds = Int64(words[1]), seconds >= 0 { return seconds }
        }
        return nil
    }

    /// How long this side keeps it: a second less than the receiver, so that no request runs into the close.
    static func idle(_ headers: HTTPHeaders, usual: Duration, longest: Duration) -> Duration {
        guard let seconds = timeout(headers) else { return usual }
        return min(longest, .seconds(min(seconds, 3600) - 1))
    }
}
