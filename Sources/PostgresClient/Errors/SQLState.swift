/// The five-character code by which the server identifies an error, whatever language its message is in.
package struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    /// Two transactions cannot be serialized; the one that receives this error starts over.
    package static let serializationFailure = SQLState(rawValue: "40001")
    /// Two transactions wait for each other; the one that receives this error starts over.
    package static let deadlockDetected = SQLState(rawValue: "40P01")

    package static let notNullViolation = SQLState(rawValue: "23502")
    package static let foreignKeyViolation = SQLState(rawValue: "23503")
    package static let uniqueViolation = SQLState(rawValue: "23505")
    package static let checkViolation = SQLState(rawValue: "23514")

    package static let syntaxError = SQLState(rawValue: "42601")
    package static let undefinedTable = SQLState(rawValue: "42P01")
    package static let undefinedColumn = SQLState(rawValue: "42703")
    package static let duplicateTable = SQLState(rawValue: "42P07")
    package static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// A text that is not UTF-8 or contains a zero byte.
    package static let characterNotInRepertoire = SQLState(rawValue: "22021")

    /// A lock was not available: `NOWAIT` or `lock_timeout`.
    package static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// Canceled, including by `statement_timeout`.
    package static let queryCanceled = SQLState(rawValue: "57014")
    package static let adminShutdown = SQLState(rawValue: "57P01")
    package static let crashShutdown = SQLState(rawValue: "57P02")
    /// The server is starting, stopping, or recovering.
    package static let cannotConnectNow = SQLState(rawValue: "57P03")
    package static let tooManyConnections = SQLState(rawValue: "53300")
    package static let idleInTransactionTimeout = SQLState(rawValue: "25P03")

    /// A statement after one that failed in the same transaction.
    package static let inFailedTransaction = SQLState(rawValue: "25P02")
    /// No prepared statement with that name: someone ran DISCARD or DEALLOCATE.
    package static let invalidStatementName = SQLState(rawValue: "26000")
    /// Among other things, a table changed under a prepared statement ("cached plan must not change result type").
    package static let featureNotSupported = SQLState(rawValue: "0A000")

    package static let invalidAuthorization = SQLState(rawValue: "28000")
    package static let invalidPassword = SQLState(rawValue: "28P01")
    package static let undefinedDatabase = SQLState(rawValue: "3D000")

    /// The two characters that identify the class of the error: `40` for a transaction to retry, `23` for a constraint.
    package var category: Substring { rawValue.prefix(2) }
}
