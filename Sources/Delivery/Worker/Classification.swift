import Domain

/// What an exchange means for its delivery.
struct Classification {
    var outcome: Delivery.Outcome
    var reason: FailureReason?
    /// A sentence or two for the log; nil if there is nothing to say.
    var detail: String?
    var response: Attempt.Response?

    init(_ exchange: Exchange, at now: Timestamp) {
        switch exchange.outcome {
        case .failed(let reason, let detail):
            outcome = .failed(reason, status: nil, retryAfter: nil)
            self.reason = reason
            self.detail = detail
        case .answered(let response) where (200...299).contains(response.status):
            outcome = .taken
            self.response = response
        case .answered(let response):
            let retryAfter = response.headers.first { $0.name.lowercased() == "retry-after" }
                .flatMap { RetryAfter.parse($0.value, now: now) }
            outcome = .failed(.status, status: response.status, retryAfter: retryAfter)
            reason = .status
            detail = Self.sentence(on: response.status)
            self.response = response
        }
        if let repetition = exchange.repetition {
            detail = [detail, repetition.sentence].compactMap { $0 }.joined(separator: " ")
        }
    }

    private static func sentence(on status: Int) -> String {
        switch status {
        case 300...399:
            "The receiver answered \(status). Redirects are not followed: set the webhook's URL to where it leads."
        case 401:
            "The receiver answered 401. If it verifies signatures, it has another secret than this webhook; "
                + "otherwise it wants credentials, which a webhook can send as headers."
        case 403:
            "The receiver answered \(status). Check what it wants as credentials; a webhook can send headers of its own."
        case 404:
            "The receiver answered 404. Check the path of the webhook's URL."
        case 410:
            "The receiver answered 410 Gone, so the webhook was disabled. Enable it again once the receiver is back."
        case 429:
            "The receiver answered 429. It takes less than is sent; a rate limit on the webhook spares it."
        case 400...499:
            "The receiver answered \(status). It does not take this request; its log should say why."
        default:
            "The receiver answered \(status). Its log should say what went wrong there."
        }
    }
}
