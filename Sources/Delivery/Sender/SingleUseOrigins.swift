import Domain
import NIOCore

/// Origins whose connections are not reused for now, because they have sent bytes that answer no request.
struct SingleUseOrigins {
    private let limit: Int
    private let lasting: Duration
    private var until: [WebhookURL.Origin: NIODeadline] = [:]

    init(limit: Int, lasting: Duration) {
        self.limit = limit
        self.lasting = lasting
    }

    /// At the limit, expired origins are removed to make room, or else any one.
    mutating func insert(_ origin: WebhookURL.Origin, now: NIODeadline) {
        if until[origin] == nil, until.count >= limit {
            until = until.filter { $0.value > now }
            if until.count >= limit, let any = until.keys.first { until[any] = nil }
        }
        until[origin] = now + TimeAmount(lasting)
    }

    func contains(_ origin: WebhookURL.Origin, now: @autoclosure () -> NIODeadline) -> Bool {
        guard !until.isEmpty, let end = until[origin] else { return false }
        return end > now()
    }
}
