import CLibPQ

/// A connection, as seen by the closures that run on its thread: every method waits for the server and returns.
///
/// It is lent for the duration of a closure (`PostgresConnection.run`), where it blocks no thread but its own. All
/// methods throw `PostgresError`.
package final class PostgresSession {
    let wire: Wire
    var statements: StatementCache
    var savepoints = 0
    /// What is sent along with the next statement: see `postpone`. Begins with BEGIN until that has been sent.
    var postponed = PostgresPipeline()

    init(_ wire: Wire) {
        self.wire = wire
        statements = StatementCache(limit: wire.settings.preparedStatements)
    }

    /// Whether a transaction is open, failed or not.
    package var isInTransaction: Bool { postponed.count > 0 || isInTransactionThere }

    /// Whether the server knows of the open transaction.
    var isInTransactionThere: Bool {
        let status = transactionStatus
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// Whether the open transaction can only be rolled back.
    package var isInFailedTransaction: Bool { transactionStatus == PQTRANS_INERROR }

    /// Whether the next user can start here: connected, no open transaction, no rows in flight.
    var isClean: Bool {
        guard let connection = wire.connection, PQstatus(connection) == CONNECTION_OK else { return false }
        return transactionStatus == PQTRANS_IDLE && !wire.isStreaming && postponed.count == 0
    }

    /// The connection's settings.
    package var settings: PostgresSettings { wire.settings }

    /// How many statements the connection keeps prepared.
    package var preparedCount: Int { statements.count }

    /// The process id of the server process for this connection.
    package var processID: Int32 { wire.connection.map { PQbackendPID($0) } ?? 0 }

    /// Whether the connection is encrypted.
    package var isEncrypted: Bool { wire.connection.map { PQsslInUse($0) != 0 } ?? false }

    /// For example, 150_020 for 15.20.
    package var serverVersion: Int32 { wire.connection.map { PQserverVersion($0) } ?? 0 }

    /// Runs `body` with a different limit on how long the server may be silent during a statement; nil for none. For
    /// slow work: an index on a large table, waiting for a lock.
    package func withResponseDeadline<Value>(_ limit: Duration?, _ body: () throws -> Value) rethrows -> Value {
        let before = wire.responseDeadline
        wire.responseDeadline = limit
        defer { wire.responseDeadline = before }
        return try body()
    }

    /// Runs `body` even if the task is canceled: cleanup has to complete.
    func shielded<Value>(_ body: () throws -> Value) rethrows -> Value {
        let before = wire.isShielded
        wire.isShielded = true
        defer { wire.isShielded = before }
        return try body()
    }

    private var transactionStatus: PGTransactionStatusType {
        wire.connection.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN
    }
}
