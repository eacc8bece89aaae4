import Domain
import PostgresClient
import Storage
import Synchronization

extension PostgresStore {
    /// How many times to retry a transaction that conflicted with another, or whose connection was lost before it was
    /// committed.
    static let maximumRetries = 20
    /// The delay between two retries, and between two checks of a commit's outcome.
    static let backoff = Backoff(base: .milliseconds(5), maximum: .milliseconds(500))
    /// How long to try to find out the outcome of a commit while the server is unreachable.
    static let patience = Duration.seconds(60)

    /// Runs `body` in a transaction and returns once that is on disk. `body` may run more than once. Cancellation of
    /// the caller has no effect: what it began is completed.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresWrite) throws -> Value
    ) async throws -> Value {
        try await write(on: pool, body)
    }

    func write<Value: Sendable>(
        on pool: PostgresPool, _ body: @escaping @Sendable (PostgresWrite) throws -> Value
    ) async throws -> Value {
        try await Task { try await self.commit(on: pool, body) }.value
    }

    private func commit<Value: Sendable>(
        on pool: PostgresPool, _ body: @escaping @Sendable (PostgresWrite) throws -> Value
    ) async throws -> Value {
        var failures = 0
        while true {
            do {
                return try await attempt(on: pool, body)
            } catch let error as PostgresError where error.mayBeTriedAgain && failures < Self.maximumRetries {
                failures += 1
            } catch let error as PostgresError where error.kind == .exhausted {
                throw StoreError.busy
            }
            try await time.sleep(Self.backoff.delay(after: failures, random: time.random()))
        }
    }

    private enum Outcome<Value: Sendable>: Sendable {
        case committed(Value)
        case unknown(PostgresWrite, Value, PostgresError)
    }

    /// Runs `body` in a transaction, once, and finds out whether it was committed.
    func attempt<Value: Sendable>(
        on pool: PostgresPool, _ body: @escaping @Sendable (PostgresWrite) throws -> Value
    ) async throws -> Value {
        switch try await pool.run({ try self.transact($0, body) }) {
        case .committed(let value): return value
        case .unknown(let write, let value, let error):
            guard try await isCommitted(write, error) else {
                write.effects.didRollBack()
                throw PostgresError(.connectionLost, error.message)
            }
            announce(write)
            return value
        }
    }

    private func transact<Value>(
        _ session: PostgresSession, _ body: (PostgresWrite) throws -> Value
    ) throws -> Outcome<Value> {
        let write = PostgresWrite(session, traces.take(), handover: currentHandover)
        var made: Value?
        let start = ContinuousClock.now
        do {
            let value = try session.transaction { _ in
                try write.trace.leave(session)
                let value = try body(write)
                made = value
                return value
            }
            StoreMetrics.commit(since: start)
            traces.giveBack(write.trace)
            announce(write)
            return .committed(value)
        } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
            guard let made else { throw error }
            return .unknown(write, made, error)
        } catch {
            traces.giveBack(write.trace)
            write.effects.didRollBack()
            throw error
        }
    }

    private func announce(_ write: PostgresWrite) {
        write.effects.didCommit(currentHandover, skips.withLock { $0 })
        notifier.tell(write.told)
    }

    /// Asks the server for the outcome of a commit that it did not answer.
    private func isCommitted(_ write: PostgresWrite, _ error: PostgresError) async throws -> Bool {
        let end = time.now() + Self.patience
        var looks = 0
        while time.now() < end {
            if let isThere = try? await pool.run({ try write.trace.isThere($0) }) {
                traces.giveBack(write.trace)
                return isThere
            }
            looks += 1
            try await time.sleep(Self.backoff.delay(after: looks, random: time.random()))
        }
        write.effects.didRollBack()
        throw StoreError.unknownOutcome(error.message)
    }
}

extension PostgresError {
    /// Whether nothing of the transaction was committed and a retry may succeed.
    var mayBeTriedAgain: Bool { isRetryable || kind == .connectionLost }
}
