import Domain
import Logging
import Storage
import Synchronization

/// Records when tokens and sessions are used: each at most once within ``precision``, many in one transaction, and while
/// nobody waits for it.
final class UseRecorder: Sendable {
    /// How exact the recorded times are.
    static let precision: Duration = .minutes(1)
    /// How many tokens and sessions it remembers having recorded; beyond that, it forgets them all.
    static let maximumNoted = 10_000

    private enum Key: Hashable {
        case token(Token.ID)
        case session([UInt8])
    }

    private struct State {
        /// What is not written yet.
        var waiting = Uses()
        /// What was last noted. The store's own times are known a moment later, and not at all if it cannot be written to.
        var noted: [Key: Timestamp] = [:]
        var writing: Task<Void, Never>?
    }

    private let store: any UseStore
    private let logger: Logger
    private let state = Mutex(State())

    init(store: any UseStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// - Parameter token: as it was just read.
    func note(_ token: Token, at now: Timestamp) {
        guard Self.isDue(after: token.usedAt, at: now) else { return }
        note(.token(token.id), at: now) { $0.tokens[token.id] = now }
    }

    /// - Parameters:
    ///   - hash: the hash of the session's cookie.
    ///   - session: as it was just read.
    ///   - address: the client's; nil if unknown.
    func note(_ session: Session, hash: [UInt8], from address: String?, at now: Timestamp) {
        guard Self.isDue(after: session.usedAt, at: now) else { return }
        note(.session(hash), at: now) { $0.sessions[hash] = Uses.OfSession(time: now, address: address) }
    }

    /// Waits until everything noted so far is written.
    func settle() async {
        while let writing = state.withLock({ $0.writing }) { await writing.value }
    }

    private static func isDue(after last: Timestamp?, at now: Timestamp) -> Bool {
        last.map { now - $0 >= precision } ?? true
    }

    private func note(_ key: Key, at now: Timestamp, _ add: (inout Uses) -> Void) {
        state.withLock { state in
            guard Self.isDue(after: state.noted[key], at: now) else { return }
            if state.noted.count >= Self.maximumNoted { state.noted = [:] }
            state.noted[key] = now
            add(&state.waiting)
            if state.writing == nil { state.writing = Task { await write() } }
        }
    }

    private func write() async {
        while let uses = next() {
            do {
                try await store.record(uses)
            } catch {
                // Nothing depends on it, and whatever is wrong with the store is reported by those that do.
                logger.debug("The last use of tokens and sessions could not be recorded", error: error)
            }
        }
    }

    /// What is to be written next; nil if there is nothing.
    private func next() -> Uses? {
        state.withLock { state in
            let uses = state.waiting
            state.waiting = Uses()
            if uses.isEmpty { state.writing = nil }
            return uses.isEmpty ? nil : uses
        }
    }
}
