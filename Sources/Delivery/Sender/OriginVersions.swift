import Domain
import NIOCore

/// Which version of HTTP origins have turned out to speak, where that is not the one that is tried first.
struct OriginVersions {
    enum Finding {
        /// It refuses HTTP/1.1 in ALPN.
        case http2
        /// It greets with HTTP/2, without ALPN.
        case http2Unannounced
        /// It has asked for HTTP/1.1 over HTTP/2 (`HTTP_1_1_REQUIRED`).
        case http1
    }

    private let limit: Int
    private let lasting: Duration
    private var found: [WebhookURL.Origin: (finding: Finding, until: NIODeadline)] = [:]

    init(limit: Int, lasting: Duration) {
        self.limit = limit
        self.lasting = lasting
    }

    /// At the limit, expired origins are removed to make room, or else any one.
    mutating func insert(_ origin: WebhookURL.Origin, _ finding: Finding, now: NIODeadline) {
        if found[origin] == nil, found.count >= limit {
            found = found.filter { $0.value.until > now }
            if found.count >= limit, let any = found.keys.first { found[any] = nil }
        }
        found[origin] = (finding, now + TimeAmount(lasting))
    }

    mutating func remove(_ origin: WebhookURL.Origin) {
        found[origin] = nil
    }

    func finding(of origin: WebhookURL.Origin, now: @autoclosure () -> NIODeadline) -> Finding? {
        guard !found.isEmpty, let known = found[origin], known.until > now() else { return nil }
        return known.finding
    }
}
