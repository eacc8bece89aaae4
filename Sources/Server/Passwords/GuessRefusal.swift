import Domain

/// Why a guess is not checked at all: the same whether or not the account exists.
enum GuessRefusal: Hashable, Sendable {
    /// Too many wrong guesses; the next one is checked from then on.
    case tooOften(until: Timestamp)
    /// The queue of passwords to check is full.
    case crowded

    /// In how many seconds to try again.
    func wait(at now: Timestamp) -> Int {
        switch self {
        case .tooOften(let end): Int(max(1, (end.since(now) + 999) / 1_000))
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
