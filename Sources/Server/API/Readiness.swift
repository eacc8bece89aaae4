import Domain
import Storage
import Synchronization

/// Whether the storage accepts writes. It is written to at most once every five seconds, whatever the number of probes,
/// and while it is out of reach a single check waits for all of them.
final class Readiness: Sendable {
    /// The longest that a probe waits: probes have timeouts of their own.
    static let patience: Duration = .seconds(5)
    /// How long an answer stays valid: each check is a write that has to reach the disk.
    static let validity: Duration = .seconds(5)
    /// Below this much free space on the database's disk, in bytes, an event may not fit: an event has up to 1 MiB and
    /// is written twice. The check's own write is smaller, and may fit where an event does not.
    static let leastFree: Int64 = 4 << 20

    private struct State {
        var question: Task<Void, any Error>?
        var last: (time: Timestamp, answer: Result<Void, any Error>)?
    }

    private let state = Mutex(State())

    /// Throws the storage's error, or `Problem.unavailable` if the storage does not answer in time.
    /// - Parameter disk: the database's disk.
    func check(_ store: any Maintenance, on disk: DiskWatch, by time: any TimeSource) async throws {
        // A full disk shows without a write: immediately, whatever the last answer was.
        if let free = disk.leastFree, free < Self.leastFree { throw Problem.diskFull }
        if let known = known(at: time.now()) { return try known.get() }
        let question = ask(store, time)
        let (answers, answer) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
        let asking = Task { answer.yield(await question.result) }
        let waiting = Task {
            try await time.sleep(until: time.now() + Self.patience)
            answer.yield(.failure(Problem.unavailable))
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        var iterator = answers.makeAsyncIterator()
        // Nothing arrives if the request's own task was canceled.
        guard let first = await iterator.next() else { throw Problem.unavailable }
        try first.get()
    }

    /// The last answer, while it is valid.
    private func known(at now: Timestamp) -> Result<Void, any Error>? {
        state.withLock { state in
            // A clock that was set back does not extend an answer's validity.
            guard let last = state.last, (.zero..<Self.validity).contains(now - last.time) else { return nil }
            return last.answer
        }
    }

    /// The running check, or a new one.
    private func ask(_ store: any Maintenance, _ time: any TimeSource) -> Task<Void, any Error> {
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

    private static func answer(_ store: any Maintenance) async -> Result<Void, any Error> {
        do {
            return .success(try await store.check())
        } catch {
            return .failure(error)
        }
    }
}
