import Foundation
import GRDB
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

    private static func insert(_ count: Int, pages: Int, _ pool: DatabasePool) throws {
        for _ in 0..<count {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO texts (text) VALUES (zeroblob(?))", arguments: [pages * page])
            }
        }
    }

    private static func size(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test("The log begins again and again while commits follow each other without a pause, and nothing is lost")
    func commits() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/texts.db"
            let checkpointer = Checkpointer(path: path, Self.limits)
            let pool = try Self.pool(path, checkpointer)
            // 6,000 pages and more.
            try Self.insert(1_500, pages: 4, pool)
            #expect(try Self.size(path + "-wal") < 1_500 * Self.page, "the log is far shorter than what was written")
            #expect(try Self.size(path) > 4_000 * Self.page, "the rest is in the file")
            #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 1_500)
            #expect(try await pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
            try checkpointer.close()
            try pool.close()
        }
    }

    @Test("A reader of an old state keeps the log, sees that state, and the log begins again after it")
    func oldReader() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/texts.db"
            let checkpointer = Checkpointer(path: path, Self.limits)
            let pool = try Self.pool(path, checkpointer)
            try Self.insert(1, pages: 1, pool)
            let snapshot = try pool.makeSnapshot()
            #expect(try snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 1)
            try Self.insert(300, pages: 4, pool)
            #expect(try snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 1)
            let kept = try Self.size(path + "-wal")
            #expect(kept > 1_200 * Self.page)
            try snapshot.close()
            try Self.insert(300, pages: 4, pool)
            #expect(try Self.size(path + "-wal") < kept + 1_000 * Self.page)
            #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM texts") } == 601)
            try checkpointer.close()
            try pool.close()
        }
    }

    @Test("After it was closed, commits still succeed, and the file can be checkpointed by others")
    func closed() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/texts.db"
            let checkpointer = Checkpointer(path: path, Self.limits)
            let pool = try Self.pool(path, checkpointer)
            try Self.insert(300, pages: 4, pool)
            try checkpointer.close()
            try Self.insert(300, pages: 4, pool)
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            #expect(try Self.size(path + "-wal") == 0)
            try pool.close()
        }
    }
}
