import CLibPQ

/// A connection, as the closures that run on its thread see it: every method waits for the server and answers.
///
/// It is lent for the length of a closure (`PostgresConnection.run`), where it blocks no thread but its own.
/// All methods throw `PostgresError`.
package final class PostgresSession {
    let wire: Wire
    var statements: StatementCache
    var savepoints = 0

    init(_ wire: Wire) {
        self.wire = wire
        statements = StatementCache(limit: wire.settings.preparedStatements)
    }

    /// Whether a transaction is open, failed or not.
    package var isInTransaction: Bool {
        let status = transactionStatus
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// Whether the transaction that is open can only be rolled back.
    package var isInFailedTransaction: Bool { transactionStatus == PQTRANS_INERROR }

    /// Whether the next user can begin here: connected, no transaction open, no rows on their way.
    var isClean: Bool {
        guard let connection = wire.connection, PQstatus(connection) == CONNECTION_OK else { return false }
        return transactionStatus == PQTRANS_IDLE && !wire.isStreaming
    }

    /// How many statements the connection keeps prepared.
    package var preparedCount: Int { statements.count }

    /// The number of the server's process for this connection.
    package var processID: Int32 { wire.connection.map { PQbackendPID($0) } ?? 0 }

    /// Whether the connection is encrypted.
    package var isEncrypted: Bool { wire.connection.map { PQsslInUse($0) != 0 } ?? false }

    /// 150_020 for 15.20.
    package var serverVersion: Int32 { wire.connection.map { PQserverVersion($0) } ?? 0 }

    /// Runs `body` with another limit to how long the server may be silent in a statement; nil for none. For what
    /// takes long: an index on a large table, waiting for a lock.
    package func withResponseDeadline<Value>(_ limit: Duration?, _ body: () throws -> Value) rethrows -> Value {
        let before = wire.responseDeadline
        wire.responseDeadline = limit
        defer { wire.responseDeadline = before }
        return try body()
    }

    /// Runs `body` though the task may be cancelled: what tidies up has to come to its end.
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
