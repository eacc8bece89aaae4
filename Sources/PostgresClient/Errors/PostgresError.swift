/// What went wrong, with all that the server said of it. No text in it holds the password of the connection.
package struct PostgresError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The server refused a statement; `sqlState` says why. The connection is as good as before.
        case server
        /// The connection is gone, and with it the transaction that had not been committed.
        case connectionLost
        /// There was no connecting.
        case connectFailed
        /// No answer within the deadline. A connection that was waited for too long is closed.
        case timeout
        /// The connection or the pool was closed by this side.
        case closed
        /// The task was cancelled. The connection can be used again.
        case cancelled
        /// The connection went away after COMMIT was sent: the transaction is committed or is not, and only its
        /// traces tell which.
        case commitOutcomeUnknown
        /// All connections of the pool are in use and the queue for them is full.
        case exhausted
        /// The server cannot be reached, and could not be for as long as the caller was willing to wait.
        case unavailable
        /// A statement of a pipeline that was not run, since an earlier one had failed.
        case aborted
        /// A value that cannot be read as the type that was asked for.
        case decoding
        /// The caller asked for what cannot be done: nothing was sent.
        case invalid
    }

    package var kind: Kind
    /// As the server gave it; nil where the error is not from the server.
    package var sqlState: SQLState?
    /// A sentence for a person.
    package var message: String
    package var detail: String?
    package var hint: String?
    package var schema: String?
    package var table: String?
    package var column: String?
    package var constraint: String?
    /// The place in the SQL text, counted from 1.
    package var position: Int?
    /// Which statement of a pipeline it was, counted from 0.
    package var statement: Int?
    /// The function of the server's that raised it; tells errors of one SQLSTATE apart in any language.
    var routine: String?

    package init(_ kind: Kind, _ message: String, sqlState: SQLState? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
    }

    static func decoding(_ message: String) -> PostgresError { PostgresError(.decoding, message) }
    static func invalid(_ message: String) -> PostgresError { PostgresError(.invalid, message) }
}

extension PostgresError {
    /// Whether the transaction, begun again from its start, may succeed: nothing of it was committed.
    package var isRetryable: Bool {
        guard kind == .server else { return false }
        return sqlState == .serializationFailure || sqlState == .deadlockDetected || isStaleStatement
    }

    /// Whether a prepared statement is one no more, since its table was changed or the session reset. Prepared anew,
    /// it runs.
    var isStaleStatement: Bool {
        guard kind == .server else { return false }
        return sqlState == .invalidStatementName
            || sqlState == .featureNotSupported && routine == "RevalidateCachedQuery"
    }

    /// Whether the connection that it came from is of no use any more.
    package var isFatal: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .timeout, .closed, .commitOutcomeUnknown: true
        default: false
        }
    }

    /// Whether there is no hope that the same attempt to connect succeeds later: wrong password, no such database.
    var isRefusal: Bool {
        guard kind == .connectFailed, let sqlState else { return false }
        return sqlState.category == "28" || sqlState.category == "3D"
    }

    func with(_ kind: Kind) -> PostgresError {
        var error = self
        error.kind = kind
        return error
    }
}

extension PostgresError: CustomStringConvertible {
    /// Kind, SQLSTATE, message, and what else there is: one line.
    package var description: String {
        let state = sqlState.map { " \($0)" } ?? ""
        let more = [
            detail, hint, constraint.map { "constraint \($0)" }, statement.map { "statement \($0) of the pipeline" },
        ].compactMap(\.self)
        return "postgres \(kind)\(state): \(([message] + more).joined(separator: "; "))"
    }
}
