import Synchronization

/// An event that a node accepted, and when: to find out what became of it.
struct Acknowledgement: Sendable {
    var event: Int
    var node: String
    /// The request's attempts before this one, one after the other.
    var failures: [String]
    var time: ContinuousClock.Instant
    /// The body of the response.
    var response: String
}

/// Which events are published next, and which were acknowledged.
final class Acknowledgements: Sendable {
    private struct State {
        var handedOut = 0
        var acknowledged: [Int: Acknowledgement] = [:]
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, any Error>)] = []
        var failure: (any Error)?
    }

    /// The number of events.
    let count: Int
    private let state = Mutex(State())

    init(count: Int) {
        self.count = count
    }

    var acknowledged: Int { state.withLock { $0.acknowledged.count } }

    /// How an event was acknowledged; nil if it was not yet.
    subscript(event: Int) -> Acknowledgement? { state.withLock { $0.acknowledged[event] } }

    /// Whether everything is acknowledged or something has failed.
    var isDone: Bool { state.withLock { $0.acknowledged.count == count || $0.failure != nil } }

    /// The number of an unpublished event, from 1; nil after the last, and after a failure.
    func next() -> Int? {
        state.withLock { state in
            guard state.handedOut < count, state.failure == nil else { return nil }
            state.handedOut += 1
            return state.handedOut
        }
    }

    func add(_ acknowledgement: Acknowledgement) {
        let ready = state.withLock { state in
            state.acknowledged[acknowledgement.event] = acknowledgement
            return Self.take(&state, upTo: state.acknowledged.count)
        }
        for continuation in ready { continuation.resume() }
    }

    /// Nothing more will happen: waiters get the error.
    func fail(_ error: any Error) {
        let ready = state.withLock { state in
            state.failure = state.failure ?? error
            return Self.take(&state, upTo: .max)
        }
        for continuation in ready { continuation.resume(throwing: error) }
    }

    /// Returns once this many were acknowledged.
    func reached(_ count: Int) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Void, any Error>? in
                if let failure = state.failure { return .failure(failure) }
                if state.acknowledged.count >= count { return .success(()) }
                state.waiting.append((count, continuation))
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    private static func take(_ state: inout State, upTo count: Int) -> [CheckedContinuation<Void, any Error>] {
        let ready = state.waiting.filter { $0.count <= count }
        state.waiting.removeAll { $0.count <= count }
        return ready.map(\.continuation)
    }
}
