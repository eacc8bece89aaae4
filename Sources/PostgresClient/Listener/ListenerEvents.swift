import Synchronization

/// An event reported by a listener.
package enum PostgresListenerEvent: Hashable, Sendable {
    /// From now on nothing is missed.
    case connected
    /// The listener was disconnected for a while, and may have missed something.
    case reconnected
    /// The reader was too slow: some notifications were dropped here.
    case missed
    case notification(PostgresNotification)
}

/// The events of a listener, for one reader. Ends when the listener does.
package final class PostgresListenerEvents: AsyncSequence, Sendable {
    private struct State {
        var waiting: [PostgresListenerEvent] = []
        var hasMissed = false
        var isFinished = false
        var reader: PoolWaiter<Void>?
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Beyond the limit, notifications are dropped until the reader has been told.
    func add(_ event: PostgresListenerEvent) {
        state.withLock { state in
            if case .notification = event, state.hasMissed || state.waiting.count >= limit {
                state.hasMissed = true
            } else {
                // A reconnected listener may have missed something anyway.
                state.waiting.append(event)
            }
            state.reader?.resolve(())
            state.reader = nil
        }
    }

    func finish() {
        state.withLock { state in
            state.isFinished = true
            state.reader?.resolve(())
            state.reader = nil
        }
    }

    private enum Next {
        case event(PostgresListenerEvent?)
        case wait(PoolWaiter<Void>)
    }

    private func take() -> Next {
        state.withLock { state in
            if !state.waiting.isEmpty { return .event(state.waiting.removeFirst()) }
            if state.hasMissed {
                state.hasMissed = false
                return .event(.missed)
            }
            if state.isFinished { return .event(nil) }
            let reader = PoolWaiter<Void>()
            state.reader = reader
            return .wait(reader)
        }
    }

    /// The next event; nil at the end, and if the reader's task is canceled.
    package func next() async -> PostgresListenerEvent? {
        while !Task.isCancelled {
            switch take() {
            case .event(let event): return event
            case .wait(let reader): await reader.answer(cancelled: ())
            }
        }
        return nil
    }

    package struct Iterator: AsyncIteratorProtocol {
        let events: PostgresListenerEvents

        package mutating func next() async -> PostgresListenerEvent? {
            await events.next()
        }
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(events: self)
    }
}
