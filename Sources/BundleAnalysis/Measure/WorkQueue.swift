import Synchronization

/// Hands out the next of several pieces of work, by index, to all that do them.
final class WorkQueue: Sendable {
    private let state: Mutex<(next: Int, done: Int, end: Int)>

    init(_ count: Int) { state = Mutex((0, 0, count)) }

    /// Nil if there are no more.
    func next() -> Int? {
        state.withLock { state in
            guard state.next < state.end else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    /// Counts one that is done, and returns how many are.
    func finishOne() -> Int {
        state.withLock { state in
            state.done += 1
            return state.done
        }
    }

    var isEmpty: Bool { state.withLock { $0.next >= $0.end } }

    func stop() { state.withLock { $0.end = 0 } }
}
