import CLibPQ
import Synchronization
import Threads

/// One connection to a server, on a dedicated thread: work on it blocks that thread and no other.
///
/// Concurrent work on it waits its turn. A lost connection stays lost; a pool opens a new one.
package actor PostgresConnection {
    private let thread = SerialThreadExecutor("postgres")
    private let interrupter: Interrupter
    private let session: PostgresSession
    /// The socket, readable from any thread; -1 once the connection can no longer be lent.
    private nonisolated let socket = Atomic<Int32>(-1)

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init(_ settings: PostgresSettings) throws {
        interrupter = try Interrupter()
        session = PostgresSession(Wire(settings, interrupter))
    }

    /// Connects. Throws `PostgresError`: `.connectFailed` with the server's SQLSTATE, if there is one, `.timeout`, or
    /// `.cancelled`.
    ///
    /// - Parameter limit: how long connecting may take, if that is less than the settings allow.
    package static func connect(
        _ settings: PostgresSettings, within limit: Duration? = nil
    ) async throws -> PostgresConnection {
        let connection = try PostgresConnection(settings)
        let limit = min(limit ?? settings.connectDeadline, settings.connectDeadline)
        try await connection.run { try $0.wire.connect(within: limit) }
        return connection
    }

    /// Runs `body` on the connection's thread and returns its value. Its statements follow each other without a thread
    /// switch. If the task is canceled, the running statement ends with `.cancelled`, and so does each one after it.
    package nonisolated func run<Value: Sendable>(
        _ body: @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation(interrupter)
        return try await withTaskCancellationHandler {
            try await perform(cancellation, body)
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Runs one statement; see `PostgresSession.query`.
    @discardableResult
    package nonisolated func query<each Value: PostgresEncodable & Sendable>(
        _ sql: String, _ values: repeat each Value
    ) async throws -> PostgresResult {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        return try await run { [parameters] in try $0.query(sql, parameters: parameters) }
    }

    /// Runs statements without parameters; see `PostgresSession.execute`.
    @discardableResult
    package nonisolated func execute(_ sql: String) async throws -> PostgresResult {
        try await run { try $0.execute(sql) }
    }

    /// Closes the connection; a running statement ends with `.closed`, and so does every later one.
    package nonisolated func close() async {
        interrupter.close()
        await end()
    }

    private func end() {
        session.wire.abandon(PostgresError(.closed, "the connection was closed"))
        publish()
    }

    private func perform<Value>(
        _ cancellation: Cancellation, _ body: (PostgresSession) throws -> Value
    ) throws -> Value {
        session.wire.cancellation = cancellation
        defer {
            session.wire.cancellation = nil
            publish()
        }
        return try body(session)
    }

    private func publish() {
        let isClean = session.isClean
        socket.store(isClean ? PQsocket(session.wire.connection) : -1, ordering: .releasing)
    }
}

extension PostgresConnection {
    /// Whether the connection can be lent to someone else, as far as is known without asking the server.
    nonisolated var isReusable: Bool {
        socket.load(ordering: .acquiring) >= 0 && !interrupter.isClosed
    }

    /// Whether the server responds, for checking an idle connection. The check also runs in a canceled task.
    nonisolated func isAlive(within limit: Duration) async -> Bool {
        let isAlive = try? await run { session in
            try session.shielded {
                try session.withResponseDeadline(limit) { _ = try session.execute("SELECT 1") }
            }
            return session.isClean
        }
        return isAlive == true
    }

    /// Whether the server has sent something unsolicited, which on an idle connection usually means that it is closing.
    /// Checks the socket without waiting. Call only while holding the connection exclusively.
    nonisolated var hasNews: Bool {
        let socket = socket.load(ordering: .acquiring)
        return socket < 0 || SocketWait.isReadable(socket)
    }
}
