/// An error, with everything that the server reported about it. Its texts never contain the connection's password.
package struct PostgresError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The server refused a statement; `sqlState` says why. The connection is still usable.
        case server
        /// The connection is gone, and with it any uncommitted transaction.
        case connectionLost
        /// No connection could be established.
        case connectFailed
        /// No response within the deadline. A connection that was waited for too long is closed.
        case timeout
        /// The connection or the pool was closed by this side.
        case closed
        /// The task was canceled. The connection can be used again.
        case cancelled
        /// The connection was lost after COMMIT was sent: the transaction may or may not be committed, and only its
        /// traces show which.
        case commitOutcomeUnknown
        /// All connections of the pool are in use and the queue for them is full.
        case exhausted
        /// The server cannot be reached, and could not be for as long as the caller was willing to wait.
        case unavailable
        /// A statement in a pipeline was not run, because an earlier one had failed.
        case aborted
        /// A value cannot be read as the requested type.
        case decoding
        /// The caller made an impossible request: nothing was sent.
        case invalid
    }

    package var kind: Kind
    /// As reported by the server; nil if the error is not from the server.
    package var sqlState: SQLState?
    /// A human-readable message.
    package var message: String
    package var detail: String?
    package var hint: String?
    package var schema: String?
    package var table: String?
    package var column: String?
    package var constraint: String?
    /// The position in the SQL text, counted from 1.
    package var position: Int?
    /// The index of the statement in a pipeline, counted from 0.
    package var statement: Int?
    /// The server function that raised the error; distinguishes errors with the same SQLSTATE in any language.
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
    /// Whether the transaction may succeed if it is restarted from the beginning: nothing of it was committed.
    package var isRetryable: Bool {
        guard kind == .server else { return false }
        return sqlState == .serializationFailure || sqlState == .deadlockDetected || isStaleStatement
    }

    /// Whether a prepared statement is no longer valid because its table was changed or the session was reset. It
    /// succeeds once it is prepared again.
    var isStaleStatement: Bool {
        guard kind == .server else { return false }
        return sqlState == .invalidStatementName
            || sqlState == .featureNotSupported && routine == "RevalidateCachedQuery"
    }

    /// Whether the connection that reported it can no longer be used.
    package var isFatal: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .timeout, .closed, .commitOutcomeUnknown: true
        default: false
        }
    }

    /// Whether the same connection attempt cannot be expected to succeed later: wrong password, no such database.
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
    /// Kind, SQLSTATE, message, and any further details, on one line.
    package var description: String {
        let state = sqlState.map { " \($0)" } ?? ""
        let more = [
            detail, hint, constraint.map { "constraint \($0)" }, statement.map { "statement \($0) of the pipeline" },
        ].compactMap(\.self)
        return "postgres \(kind)\(state): \(([message] + more).joined(separator: "; "))"
    }
}
