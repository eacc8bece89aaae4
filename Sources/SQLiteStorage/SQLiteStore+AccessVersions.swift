import GRDB
import Storage

extension SQLiteStore: AccessVersions {
    package func accessVersion() async throws -> Int64 {
        try await pool.read { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT version FROM access_versions")) ?? 0
        }
    }
}
