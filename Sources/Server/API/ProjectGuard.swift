import Domain
import Storage

/// A project's ID is never used again, and whether one is taken tells that a project exists or existed. To keep an
/// account from taking or trying them all where every account may create projects, what it creates and tries is counted.
/// Instance admins see every project anyway.
struct ProjectGuard: Sendable {
    /// How many projects an account may create within a day, IDs that were taken included.
    static let maximumProjects = 30
    static let window = GuessWindow(length: .days(1), maximumKeys: GuessWindow.standard.maximumKeys)

    let store: any GuessStore
    let time: any TimeSource
    let creator: Account

    /// Runs work that creates a project. Throws a 429 once the account has created as many as it may.
    func run(_ work: () async throws -> Reply<Project>) async throws -> Reply<Project> {
        guard !creator.isInstanceAdmin else { return try await work() }
        let counter = GuessCounter(of: "projects of \(creator.id)", limit: Self.maximumProjects)
        if let end = try await store.countGuess([counter], at: time.now(), within: Self.window) {
            let wait = GuessRefusal.tooOften(until: end).wait(at: time.now())
            throw Problem.newProjects(limit: Self.maximumProjects, wait: wait)
        }
        do {
            let reply = try await work()
            // The repeat of a request was counted the first time.
            if case .done = reply {} else { try await store.takeBackGuess([counter], at: time.now()) }
            return reply
        } catch {
            if !Self.isTry(error) { try await store.takeBackGuess([counter], at: time.now()) }
            throw error
        }
    }

    private static func isTry(_ error: any Error) -> Bool {
        guard case StoreError.conflict(.slugTaken) = error else { return false }
        return true
    }
}
