import Domain
import PostgresClient
import Synchronization

/// What a transaction leaves behind of itself, so that the outcome of a commit can be found out that was never answered.
///
/// Each transaction writes a number of its own into a row that no other uses at the time. The number of the server's own
/// will not do: what is lost in a crash had one that is given out once more.
final class CommitTraces: Sendable {
    /// How long a row that nobody writes to any more is kept, in milliseconds.
    static let lifetime: Int64 = 24 * 3600 * 1000

    struct Trace: Sendable {
        let slot: PostgresUUID
        let number: Int64
    }

    private struct State {
        var free: [PostgresUUID] = []
        var last: Int64 = 0
    }

    private let state = Mutex(State())

    /// To be given back once the outcome is known.
    func take() -> Trace {
        state.withLock { state in
            state.last += 1
            let slot = state.free.popLast() ?? PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
            return Trace(slot: slot, number: state.last)
        }
    }

    func giveBack(_ trace: Trace) {
        state.withLock { $0.free.append(trace.slot) }
    }
}

extension CommitTraces.Trace {
    /// To be run in the transaction.
    func leave(_ session: PostgresSession) throws {
        try session.run(
            """
            INSERT INTO commits (slot, number, at) VALUES ($1, $2, $3)
            ON CONFLICT (slot) DO UPDATE SET number = $2, at = $3
            """,
            slot, number, SystemTime().now().milliseconds)
    }

    /// Whether the transaction was committed. Waits for one that is still under way: writing to the same row has to.
    func isThere(_ session: PostgresSession) throws -> Bool {
        let found = try session.value(
            Int64.self,
            """
            INSERT INTO commits AS old (slot, number, at) VALUES ($1, 0, $2)
            ON CONFLICT (slot) DO UPDATE SET at = $2 RETURNING number
            """,
            slot, SystemTime().now().milliseconds)
        return found == number
    }
}
