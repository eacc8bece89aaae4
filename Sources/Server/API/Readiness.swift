import Domain
import Storage
import Synchronization

/// Whether the storage answers. However often that is asked while it is out of reach, one question waits there for all.
final class Readiness: Sendable {
    /// How long one who asks waits at most, in milliseconds: whoever probes a server has no patience either.
    static let patience: Int64 = 5_000

    private let question = Mutex<Task<Void, any Error>?>(nil)

    /// Throws what the storage said, and `Problem.unavailable` where it says nothing in time.
    func check(_ store: any Store, by time: any TimeSource) async throws {
        let question = ask(store)
        let (answers, answer) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
        let asking = Task { answer.yield(await question.result) }
        let waiting = Task {
            try await time.sleep(until: time.now().adding(milliseconds: Self.patience))
            answer.yield(.failure(Problem.unavailable))
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        var iterator = answers.makeAsyncIterator()
        // Nothing comes where the request's own task was cancelled.
        guard let first = await iterator.next() else { throw Problem.unavailable }
        try first.get()
    }

    /// The question that is under way, or a new one.
    private func ask(_ store: any Store) -> Task<Void, any Error> {
        question.withLock { question in
            if let question { return question }
            let new = Task {
                defer { self.question.withLock { $0 = nil } }
                try await store.check()
            }
            question = new
            return new
        }
    }
}
