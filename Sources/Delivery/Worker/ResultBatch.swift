import Storage
import Synchronization

/// Results that wait to be written, so that one job of the store writes all that came while the last was on its way.
///
/// There is no loop of its own that a stop could cut off: whose result finds nobody writing, writes until nothing waits.
final class ResultBatch: Sendable {
    /// The most results that wait; whoever comes then writes alone, and so waits for the store.
    static let mostWaiting = 2_000
    /// The most results that are written in one job: they share a commit with others, which must stay short.
    static let mostAtOnce = 500

    enum Admission: Equatable {
        /// Another task writes it.
        case taken
        /// The caller is to write all that waits.
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

    /// What is to be written next; nil where nothing waits, and the next to come is to write.
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
