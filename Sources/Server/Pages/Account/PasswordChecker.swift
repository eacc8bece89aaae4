import Domain
import Localization
import Storage

/// Checks passwords for accounts. Each guess is counted in the store beforehand, so that guesses made at once on any
/// number of nodes get no more tries than guesses made one by one; a right guess is uncounted.
struct PasswordChecker: Sendable {
    enum Verdict: Hashable, Sendable {
        case right, wrong
        case refused(Refusal)
    }

    /// Why a guess is not checked at all: the same whether or not the account exists.
    enum Refusal: Hashable, Sendable {
        /// Too many wrong guesses; the next one is checked from then on.
        case tooOften(until: Timestamp)
        /// The queue of passwords to check is full.
        case crowded
    }

    let services: Services

    func check(
        _ password: String, against stored: String, counters: [GuessCounter], by asker: PasswordAsker
    ) async throws -> Verdict {
        if let end = try await services.store.countGuess(counters, at: services.now, within: .standard) {
            return .refused(.tooOften(until: end))
        }
        do {
            guard try await services.passwords.matches(password, stored, for: asker) else { return .wrong }
            try await services.store.takeBackGuess(counters, at: services.now)
            return .right
        } catch is PasswordQueue.Full {
            try await services.store.takeBackGuess(counters, at: services.now)
            return .refused(.crowded)
        }
    }
}

extension PasswordChecker.Refusal {
    /// In how many seconds to try again.
    func wait(at now: Timestamp) -> Int {
        switch self {
        case .tooOften(let end): Int(max(1, (end.since(now) + 999) / 1_000))
        case .crowded: Problem.retryAfter
        }
    }

    func sentence(at now: Timestamp, _ strings: Strings) -> String {
        switch self {
        case .tooOften: strings.counted("guessed-often", (wait(at: now) + 59) / 60)
        case .crowded: strings(Problem.crowded.detail)
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
