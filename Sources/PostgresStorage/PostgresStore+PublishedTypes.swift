package import Domain
import PostgresClient
import Storage

/// The custom event types that projects have published.
extension PostgresStore {
    package func publishedTypes(heardBy owner: WebhookOwner) async throws -> PublishedTypes {
        let sql: String
        let key: Int64
        switch owner {
        case .project(let number): (sql, key) = ("= $1", number)
        case .application(let id): (sql, key) = ("IN (SELECT project FROM members WHERE account = $1)", id)
        }
        let types = try await read { session in
            try session.values(
                String.self,
                """
                SELECT DISTINCT event_type FROM published_types WHERE project \(sql)
                LIMIT \(PublishedTypes.maximum)
                """,
                key)
        }
        return PublishedTypes(types.map { EventType(stored: $0) })
    }

    /// In the order of the key, so that no two transactions deadlock; whoever records a type waits for nothing after it.
    /// A few batches that are written at once may exceed the maximum, by as many types as they have.
    private static let recordSQL = """
        INSERT INTO published_types (project, event_type)
        SELECT project, event_type FROM unnest($1, $2) AS new (project, event_type)
        WHERE (SELECT count(*) FROM published_types AS known WHERE known.project = new.project)
            < \(PublishedTypes.maximum)
        ORDER BY project, event_type
        ON CONFLICT DO NOTHING
        """

    /// Records the types of events that are being accepted, unless their project has published very many.
    func recordTypes(of events: some Sequence<NewEvent>, _ write: PostgresWrite) throws {
        let entries = Set(events.compactMap(publishedTypes.entry)).sorted()
        guard !entries.isEmpty else { return }
        try write.session.run(Self.recordSQL, entries.map(\.project), entries.map(\.type))
        write.effects.whenCommitted { [publishedTypes] in publishedTypes.insert(entries) }
    }
}
