import Domain
import GRDB
import GRDBSQLite
import Storage

/// A statement of the hot path, with its values bound directly in SQLite: GRDB boxes each value first, which costs as
/// much as writing the row.
///
/// Values are bound in order: `bind` the next value until all are bound, then `run`.
struct HotStatement {
    private let db: Database
    private let statement: Statement
    private var place: Int32 = 0

    /// - Parameter sql: a statement that writes and returns no rows.
    init(_ sql: String, _ db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
    }

    /// SQLite copies the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    mutating func bind(_ value: Int64?) throws {
        guard let value else { return try bindNull() }
        place += 1
        try check(sqlite3_bind_int64(statement.sqliteStatement, place, value))
    }

    mutating func bind(_ value: Int?) throws {
        try bind(value.map(Int64.init))
    }

    mutating func bind(_ value: Bool?) throws {
        try bind(value.map { $0 ? Int64(1) : 0 })
    }

    mutating func bind(_ value: Timestamp?) throws {
        try bind(value?.milliseconds)
    }

    /// Milliseconds with a fraction.
    mutating func bind(_ value: Duration?) throws {
        try bind(value?.fractionalMilliseconds)
    }

    private mutating func bind(_ value: Double?) throws {
        guard let value else { return try bindNull() }
        place += 1
        try check(sqlite3_bind_double(statement.sqliteStatement, place, value))
    }

    mutating func bind(_ value: String?) throws {
        guard var value else { return try bindNull() }
        place += 1
        try check(
            value.withUTF8 { bytes in
                // An empty string may have no address, and SQLite takes that for NULL.
                guard let start = bytes.baseAddress else {
                    return sqlite3_bind_text(statement.sqliteStatement, place, "", 0, Self.copied)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                    sqlite3_bind_text(statement.sqliteStatement, place, start, Int32(bytes.count), Self.copied)
                }
            })
    }

    mutating func bind(_ value: [UInt8]?) throws {
        guard let value else { return try bindNull() }
        try value.withUnsafeBytes { try bind(bytes: $0) }
    }

    mutating func bind(_ value: DeliveryID) throws {
        try withUnsafeBytes(of: (value.high.bigEndian, value.low.bigEndian)) { try bind(bytes: $0) }
    }

    /// Runs the statement with the bound values; the next run begins with the first parameter again.
    mutating func run() throws {
        place = 0
        let code = sqlite3_step(statement.sqliteStatement)
        // Resetting returns the same result as the step.
        sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    private mutating func bind(bytes: UnsafeRawBufferPointer) throws {
        place += 1
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return try check(sqlite3_bind_zeroblob(statement.sqliteStatement, place, 0))
        }
        try check(sqlite3_bind_blob(statement.sqliteStatement, place, start, Int32(bytes.count), Self.copied))
    }

    private mutating func bindNull() throws {
        place += 1
        try check(sqlite3_bind_null(statement.sqliteStatement, place))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: statement.sql)
    }
}
