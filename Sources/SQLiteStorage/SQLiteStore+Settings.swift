package import Domain
import GRDB
import Storage

extension SQLiteStore: SettingsStore {
    package func instanceSettings() async throws -> InstanceSettings {
        try await pool.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM settings")
            return InstanceSettings(rows: Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) }))
        }
    }

    package func setInstanceSettings(_ settings: InstanceSettings) async throws {
        try await commits.write { context in
            for (name, value) in settings.rows {
                try context.db.execute(
                    sql: """
                        INSERT INTO settings (name, value) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """, arguments: [name, value])
            }
        }
    }
}
