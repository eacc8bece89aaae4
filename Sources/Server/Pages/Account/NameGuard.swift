import Domain
import Storage

/// Naming an account by its email or its name reveals whether it exists. To keep anyone from trying a whole list,
/// answers that reveal this and do nothing else are counted per caller. Instance admins see every account anyway.
struct NameGuard: Sendable {
    /// How many misses an account gets within 15 minutes.
    static let maximumMisses = 30

    let services: Services
    let asker: Account

    /// Runs work that throws `StoreError.notFound` if the name belongs to nobody, or a conflict if the email is taken.
    /// Throws a 429 after too many such answers.
    func run<Value>(_ work: () async throws -> Value) async throws -> Value {
        guard !asker.isInstanceAdmin else { return try await work() }
        let counter = SignInGuard.counter("names tried by \(asker.id)", limit: Self.maximumMisses)
        if let end = try await services.store.countGuess([counter], at: services.now, within: .standard) {
            throw Problem.guessedNames(wait: PasswordChecker.Refusal.tooOften(until: end).wait(at: services.now))
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
        case StoreError.notFound, StoreError.conflict(.emailTaken): true
        default: false
        }
    }
}
