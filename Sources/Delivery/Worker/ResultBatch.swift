import Storage
import Synchronization

/// Collects results to be written, so that one store job writes everything that arrived while the last one was in
/// flight.
///
/// It has no loop that a shutdown could cut off: a task that adds a result while nobody is writing writes until nothing
/// is left.
final class ResultBatch: Sendable {
    /// The most results that may wait. When they are full, a task writes its result alone and so waits for the store.
    static let mostWaiting = 2_000
    /// The most results to write in one job: they share a commit with others, which must stay short.
    static let mostAtOnce = 500

    enum Admission: Equatable {
        /// Another task writes the result.
        case taken
        /// The caller has to write everything that waits.
        case write
        /// There is no room.
        case full
    }

    private struct State {
        var waiting: [AttemptResult] = []
        var isWriting = false
    }

    private let state = Mutex(State())

    func add(_ result: AttemptResult) -> Admission {
        state.withLock { state in
            guard state.waiting.count < Self.mostWaiting else { return .full }
            state.waiting.append(result)
            guard !state.isWriting else { return .taken }
            state.isWriting = true
            return .write
        }
    }

    /// The results to write next; nil if nothing waits, and then the next task to add one writes.
    func next() -> [AttemptResult]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            let batch = Array(state.waiting.prefix(Self.mostAtOnce))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
