import Domain
import NIOCore
import NIOHPACK
import NIOHTTP1

/// Reads one response of HTTP/2 as it arrives: enforces the limits and keeps what goes into the log.
struct StreamAnswer {
    /// What a field of a header list counts beside its name and value (RFC 9113).
    private static let fieldOverhead = 32

    private var body: AnswerBody?
    /// The size of all header lists, informational ones and trailers included.
    private var listSize = 0
    private(set) var head: HTTPResponseHead?
    private(set) var isComplete = false

    /// Whether the receiver has taken the delivery, whatever becomes of the body.
    var isSuccess: Bool { head.map { (200...299).contains($0.status.code) } ?? false }

    /// A header list: of the response, of an informational one before it, or trailers.
    mutating func take(_ list: HPACKHeaders, isLast: Bool) -> AnswerReader.Verdict {
        listSize += list.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + Self.fieldOverhead }
        guard head == nil else {
            isComplete = isComplete || isLast
            return listSize > AnswerLimits.head && !isComplete ? .enough : .goOn
        }
        guard listSize <= AnswerLimits.head else { return .failed(.headTooLarge) }
        guard let status = Self.status(list) else { return .failed(.malformed(.statusCode)) }
        guard status != 101 else { return .failed(.switchedProtocols) }
        guard status >= 200 else { return isLast ? .failed(.malformed(.frames)) : .goOn }
        let headers = HTTPHeaders(list.lazy.filter { !$0.name.hasPrefix(":") }.map { ($0.name, $0.value) })
        head = HTTPResponseHead(version: .http2, status: HTTPResponseStatus(statusCode: status), headers: headers)
        body = AnswerBody(headers: headers)
        isComplete = isLast
        return .goOn
    }

    /// A piece of the body.
    mutating func take(_ bytes: ByteBuffer, isLast: Bool) -> AnswerReader.Verdict {
        guard head != nil else { return .failed(.malformed(.frames)) }
        body?.append(bytes)
        isComplete = isComplete || isLast
        return body?.isOverLimit == true ? .enough : .goOn
    }

    private static func status(_ list: HPACKHeaders) -> Int? {
        let all = list[":status"]
        guard let text = all.first, all.count == 1, text.utf8.count == 3, text.utf8.allSatisfy(\.isASCIIDigit),
            let status = Int(text), status >= 100
        else { return nil }
        return status
    }

    /// What the log keeps; nil until the head is complete.
    func response() -> Attempt.Response? {
        guard let head, let body else { return nil }
        let content = body.content(isComplete: isComplete)
        return Attempt.Response(
            status: Int(head.status.code),
            headers: head.headers.map { Attempt.Header(name: $0.name, value: $0.value) },
            body: content.bytes, isTruncated: content.isTruncated)
    }
}
