import Domain
import Storage
import Synchronization

/// Whether the storage can be written to. However many ask, it is written to at most once in five seconds, and while it
/// is out of reach one question waits there for all.
final class Readiness: Sendable {
    /// How long one who asks waits at most, in milliseconds: whoever probes a server has no patience either.
    static let patience: Int64 = 5_000
    /// How long an answer holds, in milliseconds: finding out is a write that has to be on disk.
    static let validity: Int64 = 5_000
    /// With less free on the disk of the database, in bytes, no event is sure to fit: one has up to 1 MiB, and is
    /// written twice. What is asked here is smaller, and may fit where an event does not.
    static let leastFree: Int64 = 4 << 20

    private struct State {
        var question: Task<Void, any Error>?
        var last: (time: Timestamp, answer: Result<Void, any Error>)?
    }

    private let state = Mutex(State())

    /// Throws what the storage said, and `Problem.unavailable` where it says nothing in time.
    /// - Parameter disk: of the database.
    func check(_ store: any Store, on disk: DiskWatch, by time: any TimeSource) async throws {
        // Whether the disk is full is known without a write: at once, whatever the last answer was.
        if let free = disk.leastFree, free < Self.leastFree { throw Problem.diskFull }
        if let known = known(at: time.now()) { return try known.get() }
        let question = ask(store, time)
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

    /// The last answer, as long as it holds.
    private func known(at now: Timestamp) -> Result<Void, any Error>? {
        state.withLock { state in
            // A clock that was set back makes no answer hold for longer.
            guard let last = state.last, (0..<Self.validity).contains(now.since(last.time)) else { return nil }
            return last.answer
        }
    }

    /// The question that is under way, or a new one.
    private func ask(_ store: any Store, _ time: any TimeSource) -> Task<Void, any Error> {
        state.withLock { state in
            if let question = state.question { return question }
            let new = Task {
                let answer = await Self.answer(store)
                self.state.withLock { $0 = State(last: (time.now(), answer)) }
                try answer.get()
            }
            state.question = new
            return new
        }
    }

    private static func answer(_ store: any Store) async -> Result<Void, any Error> {
        do {
            return .success(try await store.check())
        } catch {
            return .failure(error)
        }
    }
}
