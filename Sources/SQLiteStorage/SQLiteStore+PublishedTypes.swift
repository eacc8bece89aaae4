package import Domain
import GRDB
import Storage

/// The custom event types that projects have published.
extension SQLiteStore {
    package func publishedTypes(heardBy owner: WebhookOwner) async throws -> PublishedTypes {
        let sql: String
        let key: Int64
        switch owner {
        case .project(let number): (sql, key) = ("= ?", number)
        case .application(let id): (sql, key) = ("IN (SELECT project FROM members WHERE account = ?)", id)
        }
        let types = try await pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT event_type FROM published_types WHERE project \(sql)
                    LIMIT \(PublishedTypes.maximum)
                    """,
                arguments: [key])
        }
        return PublishedTypes(types.map { EventType(stored: $0) })
    }

    private static let recordSQL = """
        INSERT OR IGNORE INTO published_types (project, event_type) SELECT ?1, ?2
        WHERE (SELECT count(*) FROM published_types WHERE project = ?1) < \(PublishedTypes.maximum)
        """

    /// Records the type of an event that is being accepted, unless its project has published very many.
    func recordType(of event: NewEvent, _ context: WriteContext) throws {
        guard let entry = publishedTypes.entry(for: event) else { return }
        try context.db.cachedStatement(sql: Self.recordSQL).execute(arguments: [entry.project, entry.type])
        context.effects.whenCommitted { [publishedTypes] in publishedTypes.insert([entry]) }
    }
}
