import Foundation
import GRDB
import StoreSupport
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite("The checkpoints of a database file")
struct CheckpointerTests {
    private static let limits = CheckpointSchedule.Limits(step: 100, desired: 400, remainder: 50, longest: 800)
    private static let page = 4_096

    private static func pool(_ path: String, _ checkpointer: Checkpointer) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            if !db.configuration.readonly { checkpointer.attach(to: db) }
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.write { try $0.execute(sql: "CREATE TABLE texts (id INTEGER PRIMARY KEY, text BLOB)") }
        return pool
    }

    private static func with(
        _ body: (_ path: String, _ pool: DatabasePool, _ checkpointer: Checkpointer) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/texts.db"
            let checkpointer = Checkpointer(path: path, limits)
            let pool = try pool(path, checkpointer)
            try await body(path, pool, checkpointer)
            try checkpointer.close()
            try pool.close()
        }
    }

    private static func insert(_ count: Int, pages: Int, _ pool: DatabasePool) throws {
        for _ in 0..<count {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO texts (text) VALUES (zeroblob(?))", arguments: [pages * page])
            }
        }
    }

    /// The log's file never becomes shorter, and no longer either while the log uses it from its start again.
    ///
    /// - Returns: how many rows were inserted.
    private static func insertUntilTheLogBeginsAgain(_ path: String, _ pool: DatabasePool) throws -> Int {
        var (count, length) = (0, 0)
        while count < 100_000 {
            try insert(50, pages: 4, pool)
            count += 50
            let now = try size(path + "-wal")
            if now == length { return count }
            length = now
        }
        Issue.record("The log never began again.")
        return count
    }

    private static func size(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test("The log begins again and again while commits follow each other without a pause, and nothing is lost")
    func commits() async throws {
        try await Self.with { path, pool, _ in
            let count = try Self.insertUntilTheLogBeginsAgain(path, pool)
            // At least one checkpoint; some of its pages are several versions of the same.
            #expect(try Self.size(path) > Self.limits.step / 2 * Self.page, "what was in the log is in the file")
            #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == count)
            #expect(try await pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        }
    }

    @Test("A reader of an old state keeps the log, sees that state, and the log begins again after it")
    func oldReader() async throws {
        try await Self.with { path, pool, _ in
            try Self.insert(1, pages: 1, pool)
            let snapshot = try pool.makeSnapshot()
            #expect(try await snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 1)
            try Self.insert(300, pages: 4, pool)
            #expect(try await snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 1)
            #expect(try Self.size(path + "-wal") > 1_200 * Self.page)
            try snapshot.close()
            let further = try Self.insertUntilTheLogBeginsAgain(path, pool)
            #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 301 + further)
        }
    }

    @Test("After it was closed, commits still succeed, and the file can be checkpointed by others")
    func closed() async throws {
        try await Self.with { path, pool, checkpointer in
            try Self.insert(300, pages: 4, pool)
            try checkpointer.close()
            try Self.insert(300, pages: 4, pool)
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            #expect(try Self.size(path + "-wal") == 0)
        }
    }
}
