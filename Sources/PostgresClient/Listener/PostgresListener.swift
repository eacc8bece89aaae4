/// Listens on channels over its own connection, and reconnects whenever that is lost.
///
/// `run` listens; `events` is for one reader. Run both in the same task group.
package final class PostgresListener: Sendable {
    /// How many events may wait for the reader; beyond that, notifications are dropped and the reader is told
    /// (`.missed`).
    package static let bufferLimit = 1_000
    /// How long the connection may be quiet before the server is asked whether it is still there.
    package static let heartbeat: Duration = .seconds(15)
    /// How long the server may take to respond.
    package static let heartbeatDeadline: Duration = .seconds(5)
    /// Between attempts to reconnect.
    package static let backoff = Backoff(base: .milliseconds(100), maximum: .seconds(5))

    package let events: PostgresListenerEvents
    private let settings: PostgresSettings
    private let channels: [String]
    private let time: PostgresTime
    private let onTrouble: @Sendable (PostgresError) -> Void

    /// - Parameters:
    ///   - bufferLimit: see the constant of the same name.
    ///   - onTrouble: called, for logging, with why the connection was lost or cannot be established.
    ///
    /// Throws `PostgresError` (`.invalid`) for invalid channel names.
    package init(
        _ settings: PostgresSettings, channels: [String], bufferLimit: Int = bufferLimit, time: PostgresTime = .system,
        onTrouble: @escaping @Sendable (PostgresError) -> Void = { _ in }
    ) throws {
        for channel in channels { try PostgresSession.check(channel) }
        self.settings = settings
        self.channels = channels
        self.time = time
        self.onTrouble = onTrouble
        events = PostgresListenerEvents(limit: bufferLimit)
    }

    /// Listens until the task is canceled; then the events end.
    package func run() async {
        var failures = 0
        var event = PostgresListenerEvent.connected
        while !Task.isCancelled {
            do {
                try await listen { [event] in
                    events.add(event)
                }
            } catch let error as Ended {
                if error.wasConnected { (failures, event) = (0, .reconnected) }
                if !Task.isCancelled { onTrouble(error.reason) }
            } catch {}
            failures += 1
            try? await time.sleep(Self.backoff.delay(after: failures, random: time.random()))
        }
        events.finish()
    }

    /// Why listening ended, and whether it had started.
    private struct Ended: Error {
        let wasConnected: Bool
        let reason: PostgresError
    }

    /// Ends only by throwing `Ended`.
    private func listen(_ onConnect: () -> Void) async throws {
        var wasConnected = false
        do {
            let connection = try await PostgresConnection.connect(settings)
            do {
                try await connection.run { [channels] in for channel in channels { try $0.listen(channel) } }
                wasConnected = true
                onConnect()
                try await receive(connection)
            } catch {
                await connection.close()
                throw error
            }
        } catch let error as PostgresError {
            throw Ended(wasConnected: wasConnected, reason: error)
        }
    }

    private func receive(_ connection: PostgresConnection) async throws {
        while true {
            let heard = try await connection.run { try $0.notifications(within: Self.heartbeat) }
            for notification in heard { events.add(.notification(notification)) }
            guard heard.isEmpty, await !connection.isAlive(within: Self.heartbeatDeadline) else { continue }
            throw PostgresError(.connectionLost, "the server did not answer")
        }
    }
}
