import Domain

/// Why a guess is not checked at all: the same whether or not the account exists.
enum GuessRefusal: Hashable, Sendable {
    /// Too many wrong guesses; the next one is checked from then on.
    case tooOften(until: Timestamp)
    /// The queue of passwords to check is full.
    case crowded

    /// How long to wait before trying again.
    func wait(at now: Timestamp) -> Duration {
        switch self {
        case .tooOften(let end): max(.seconds(1), end - now)
        case .crowded: Problem.retryAfter
        }
    }

    /// The value of the metrics label.
    var reason: String {
        switch self {
        case .tooOften: "too-often"
        case .crowded: "crowded"
        }
    }
}
