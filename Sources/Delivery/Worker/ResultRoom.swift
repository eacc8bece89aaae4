import DequeModule
import Synchronization

/// Room for results that are not written yet.
///
/// An exchange keeps its place until there is room for its result. So a store that writes more slowly than receivers
/// answer slows down sending, and results do not pile up in memory.
final class ResultRoom: Sendable {
    private struct State {
        var free: Int
        /// Those that wait, longest first.
        var line: Deque<CheckedContinuation<Void, Never>> = []
    }

    private let state: Mutex<State>

    /// - Parameter limit: the most results that are not written.
    init(limit: Int) {
        state = Mutex(State(free: limit))
    }

    /// How many more results there is room for.
    var free: Int { state.withLock { $0.free } }
    /// How many results wait for room.
    var waiting: Int { state.withLock { $0.line.count } }

    /// Returns once there is room for one more result. A canceled task waits as well: its result must be written, too.
    func take() async {
        let hasRoom = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        guard !hasRoom else { return }
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                guard state.free > 0 else {
                    state.line.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// - Parameter count: how many results have been written, or given up.
    func giveBack(_ count: Int) {
        let next = state.withLock { state in
            let next = state.line.prefix(count)
            state.line.removeFirst(next.count)
            state.free += count - next.count
            return Array(next)
        }
        for continuation in next { continuation.resume() }
    }
}
