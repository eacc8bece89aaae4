package import Domain
import PostgresClient
import Storage

extension PostgresStore: SettingsStore {
    package func instanceSettings() async throws -> InstanceSettings {
        try await read { session in
            let rows = try session.records("SELECT name, value FROM settings").map { row in
                (try row["name"] as String, try row["value"] as String)
            }
            return InstanceSettings(rows: Dictionary(uniqueKeysWithValues: rows))
        }
    }

    package func setInstanceSettings(_ settings: InstanceSettings) async throws {
        try await write { write in
            for (name, value) in settings.rows {
                try write.session.run(
                    """
                    INSERT INTO settings (name, value) VALUES ($1, $2)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """,
                    name, value)
            }
        }
    }
}
