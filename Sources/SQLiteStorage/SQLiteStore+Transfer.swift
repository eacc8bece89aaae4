import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: TransferStore {
    package func withSnapshot<Value: Sendable>(
        _ body: (any TransferSnapshot) async throws -> Value
    ) async throws -> Value {
        try await body(SQLiteSnapshot(snapshot: try pool.makeSnapshot()))
    }

    /// Nobody else assigns numbers: the importer has the database to itself.
    package func makeRoom(for header: TransferHeader) async throws -> Renumbering {
        try await pool.read { try Renumbering(header, SQLiteReader(db: $0)) }
    }

    /// Does not share a commit with others: the rows can be read only once.
    package func write(_ feed: RowFeed) async throws {
        try await pool.write { db in
            while let table = try feed.nextTable() {
                do {
                    try Self.insert(table, feed, db)
                } catch let error as DatabaseError {
                    throw feed.refusal(error.message ?? "\(error)")
                }
            }
            if let conclusion = feed.conclusion { try db.execute(sql: conclusion) }
            for (numbering, value) in feed.counters where numbering != .events {
                try Self.set(numbering, to: value, db)
            }
        }
    }

    private static func insert(_ table: RowFeed.Table, _ feed: RowFeed, _ db: Database) throws {
        let names = table.columns.map(\.name).joined(separator: ", ")
        let places = table.columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try db.makeStatement(sql: "INSERT INTO \(table.name) (\(names)) VALUES (\(places))")
        while let row = try feed.nextRow() {
            try statement.execute(arguments: StatementArguments(row.map(\.databaseValue)))
        }
    }

    /// A table has a row here once it has had a row itself.
    private static func set(_ numbering: Numbering, to value: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", arguments: [value, numbering.rawValue])
        guard db.changesCount == 0, value > 0 else { return }
        try db.execute(
            sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [numbering.rawValue, value])
    }
}

private struct SQLiteSnapshot: TransferSnapshot {
    let snapshot: DatabaseSnapshot

    func read<Value: Sendable>(_ body: @Sendable (any TransferReader) throws -> Value) async throws -> Value {
        try await withoutActuallyEscaping(body) { body in
            try await snapshot.read { try body(SQLiteReader(db: $0)) }
        }
    }
}

private struct SQLiteReader: TransferReader {
    let db: Database

    func rows(_ sql: String, _ forms: [TransferForm], _ body: ([TransferValue]) throws -> Void) throws {
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            try body(try forms.enumerated().map { try TransferValue(row[$0], $1) })
        }
    }

    func counter(_ numbering: Numbering) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [numbering.rawValue])
            ?? 0
    }
}
