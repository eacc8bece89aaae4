import Domain

/// What an exchange means for its delivery.
struct Classification {
    var outcome: Delivery.Outcome
    var reason: FailureReason?
    var messages: [AttemptMessage] = []
    var response: Attempt.Response?

    init(_ exchange: Exchange, at now: Timestamp) {
        switch exchange.outcome {
        case .failed(let reason, let message):
            outcome = .failed(reason, status: nil, retryAfter: nil)
            self.reason = reason
            messages = [message]
        case .answered(let response) where (200...299).contains(response.status):
            outcome = .taken
            self.response = response
        case .answered(let response):
            outcome = .failed(.status, status: response.status, retryAfter: response.retryAfter(now: now))
            reason = .status
            messages = [.status(status: response.status)]
            self.response = response
        }
        if let repetition = exchange.repetition { messages.append(.sentAgain(why: repetition)) }
    }
}
