import Domain
import Storage

/// Checks passwords for accounts. Each guess is counted in the store beforehand, so that guesses made at once on any
/// number of nodes get no more tries than guesses made one by one; a right guess is uncounted.
struct PasswordChecker: Sendable {
    enum Verdict: Hashable, Sendable {
        case right, wrong
        case refused(GuessRefusal)
    }

    let store: any GuessStore
    let passwords: PasswordQueue
    let time: any TimeSource

    func check(
        _ password: String, against stored: String, counters: [GuessCounter], by asker: PasswordAsker
    ) async throws -> Verdict {
        if let end = try await store.countGuess(counters, at: time.now(), within: .standard) {
            return .refused(.tooOften(until: end))
        }
        do {
            guard try await passwords.matches(password, stored, for: asker) else { return .wrong }
            try await store.takeBackGuess(counters, at: time.now())
            return .right
        } catch is PasswordQueue.Full {
            try await store.takeBackGuess(counters, at: time.now())
            return .refused(.crowded)
        }
    }
}
