import Domain
import PostgresClient
import Storage
import Synchronization

/// What a transaction leaves behind, so that the outcome of a commit that was never answered can be found out.
///
/// Each transaction writes a unique number into a row that no other uses at the time. The server's own transaction id
/// is not enough: the id of a transaction lost in a crash is assigned again.
final class CommitTraces: Sendable {
    /// How long to keep a row that nobody writes to anymore.
    static let lifetime: Duration = .hours(24)

    struct Trace: Sendable {
        let slot: PostgresUUID
        let number: Int64
        fileprivate let clock: any TimeSource
    }

    private struct State {
        var free: [PostgresUUID] = []
        var last: Int64 = 0
    }

    private let state = Mutex(State())
    private let clock: any TimeSource

    init(clock: any TimeSource) {
        self.clock = clock
    }

    /// Give it back once the outcome is known.
    func take() -> Trace {
        state.withLock { state in
            state.last += 1
            let slot = state.free.popLast() ?? PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
            return Trace(slot: slot, number: state.last, clock: clock)
        }
    }

    func giveBack(_ trace: Trace) {
        state.withLock { $0.free.append(trace.slot) }
    }
}

extension CommitTraces.Trace {
    /// Run at the beginning of the transaction. It is sent with the first of its statements.
    func leave(_ session: PostgresSession) throws {
        try session.postpone(
            """
            INSERT INTO commits (slot, number, at) VALUES ($1, $2, $3)
            ON CONFLICT (slot) DO UPDATE SET number = $2, at = $3
            """,
            slot, number, clock.now().milliseconds)
    }

    /// Whether the transaction was committed. Waits for a transaction that is still running, because writing to the
    /// same row has to wait for it.
    func isThere(_ session: PostgresSession) throws -> Bool {
        let found = try session.value(
            Int64.self,
            """
            INSERT INTO commits AS old (slot, number, at) VALUES ($1, 0, $2)
            ON CONFLICT (slot) DO UPDATE SET at = $2 RETURNING number
            """,
            slot, clock.now().milliseconds)
        return found == number
    }
}
