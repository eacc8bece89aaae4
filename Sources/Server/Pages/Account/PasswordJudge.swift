import Domain
import Storage

/// Judges a password that somebody says is an account's. The guess is counted before, in the store, so that of many at
/// once on whatever nodes no more are judged than one after the other; it is taken back if it was right.
struct PasswordJudge: Sendable {
    enum Verdict: Hashable, Sendable {
        case right, wrong
        case refused(Refusal)
    }

    /// Why a guess is not even looked at: the same for an account that is there and one that is not.
    enum Refusal: Hashable, Sendable {
        /// Too many were wrong; the next one is judged from then on.
        case tooOften(until: Timestamp)
        /// More wait to be judged than are taken in.
        case crowded
    }

    let services: Services

    func judge(
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

extension PasswordJudge.Refusal {
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
        case .crowded: strings.said(Problem.crowded.detail)
        }
    }

    /// What the metrics request it.
    var reason: String {
        switch self {
        case .tooOften: "too-often"
        case .crowded: "crowded"
        }
    }
}
