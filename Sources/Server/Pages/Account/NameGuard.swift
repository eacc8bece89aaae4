import Domain
import Storage

/// Whoever names an account by its email or its name learns whether there is one. So that nobody tries a whole list, the
/// answers that tell this and do nothing else are counted for whoever asks. Instance admins see every account anyway.
struct NameGuard: Sendable {
    /// How many an account gets within 15 minutes.
    static let maximumMisses = 30

    let services: Services
    let asker: Account

    /// Runs what throws `StoreError.notFound` or a conflict of emails where a name is nobody's, or somebody's. Throws a
    /// 429 where that was said too often.
    func run<Value>(_ work: () async throws -> Value) async throws -> Value {
        guard !asker.isInstanceAdmin else { return try await work() }
        let counter = SignInGuard.counter("names tried by \(asker.id)", limit: Self.maximumMisses)
        if let end = try await services.store.countGuess([counter], at: services.now, within: .standard) {
            throw Problem.guessedNames(wait: PasswordJudge.Refusal.tooOften(until: end).wait(at: services.now))
        }
        do {
            let value = try await work()
            try await services.store.takeBackGuess([counter], at: services.now)
            return value
        } catch {
            if !Self.isMiss(error) { try await services.store.takeBackGuess([counter], at: services.now) }
            throw error
        }
    }

    private static func isMiss(_ error: any Error) -> Bool {
        switch error {
        case StoreError.notFound, StoreError.conflict(field: "email", _): true
        default: false
        }
    }
}
