package import Storage
import Testing

/// A kind of store that the conformance suite can run against.
package protocol StoreBackend: Sendable {
    /// Passes `body` a new, empty store, and removes it afterward.
    func withStore(_ body: @Sendable (any Store) async throws -> Void) async throws
}

/// One requirement for every store, whatever it keeps its rows in.
///
/// A backend's own test is a few lines: it runs each of `StoreCheck.all` as an argument of one test.
package struct StoreCheck: Sendable, CustomTestStringConvertible {
    /// A sentence that names the behavior.
    package let name: String
    private let body: @Sendable (StoreFixture) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (StoreFixture) async throws -> Void) {
        self.name = name
        self.body = body
    }

    package var testDescription: String { name }

    package func run(on backend: some StoreBackend) async throws {
        try await backend.withStore { store in
            try await body(StoreFixture(store: store))
        }
    }

    package static let all: [StoreCheck] =
        projects + webhooks + accepting + batches + publishedTypes + causes + handover + claiming + recording + leases
        + webhookUses + health
        + skipping + observingSkips
        + redelivering + log + artifacts + baselines + baselineBranches + forks + lateBases + analysis + reanalysis
        + budgets
        + accounts + signIn + guesses + members
        + tokens
        + idempotency + erasing
        + replays + rotating + watching + overviews + statistics + applications + memberships + retention + shares
        + quotas + history + accessVersions
}
