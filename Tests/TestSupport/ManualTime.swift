package import Domain
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualTime: TimeSource {
    private struct Sleeper {
        var deadline: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    /// 2023-11-14T22:13:20Z by default.
    package init(now: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) {
        state = Mutex(State(now: now))
    }

    package func now() -> Timestamp {
        state.withLock { $0.now }
    }

    package func sleep(until deadline: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Sleeper(deadline: deadline, continuation: continuation), id: id)
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock and wakes everyone who sleeps until then.
    package func advance(seconds: Double) {
        advance(to: now() + .seconds(seconds))
    }

    package func advance(to time: Timestamp) {
        let due = state.withLock { state -> [Sleeper] in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// When the first sleeper wakes; nil if nobody sleeps.
    package var nextDeadline: Timestamp? {
        state.withLock { $0.sleepers.values.map(\.deadline).min() }
    }

    /// When the sleepers wake.
    package var deadlines: Set<Timestamp> {
        state.withLock { Set($0.sleepers.values.map(\.deadline)) }
    }

    /// Returns once at least `count` tasks are sleeping on this clock.
    package func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func add(_ sleeper: Sleeper, id: Int) {
        enum Action {
            case resume(Result<Void, any Error>)
            case wake([CheckedContinuation<Void, Never>])
        }
        let isCancelled = Task.isCancelled
        let action = state.withLock { state -> Action in
            if isCancelled { return .resume(.failure(CancellationError())) }
            if sleeper.deadline <= state.now { return .resume(.success(())) }
            state.sleepers[id] = sleeper
            let count = state.sleepers.count
            let ready = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return .wake(ready.map(\.continuation))
        }
        switch action {
        case .resume(let result): sleeper.continuation.resume(with: result)
        case .wake(let watchers): for watcher in watchers { watcher.resume() }
        }
    }
}
