package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: RetentionStore {
    package func withTurnToPrune(_ round: () async throws -> Void) async throws -> Bool {
        try await round()
        return true
    }

    package func prune(
        before time: Timestamp, from position: PrunePosition, limit: Int
    ) async throws -> PrunePosition? {
        try await commits.write { context in
            switch position {
            case .deliveries(let id):
                let last = try Self.pruneDeliveries(before: time, after: id, limit: limit, context.db)
                return last.map { .deliveries(after: $0) } ?? .events(after: 0)
            case .events(let id):
                return try Self.pruneEvents(before: time, after: id, limit: limit, context.db)
                    .map { .events(after: $0) }
            }
        }
    }

    /// The second column says whether the delivery is over.
    static let oldDeliveriesSQL = """
        SELECT id, state NOT IN (\(Delivery.State.pending.sql), \(Delivery.State.sending.sql)) FROM deliveries
        WHERE id > ? AND id < ? ORDER BY id LIMIT ?
        """

    /// The ids begin with the time, so the oldest rows are at the beginning of the table.
    /// - Returns: the last delivery examined; nil at the end.
    private static func pruneDeliveries(
        before time: Timestamp, after id: DeliveryID, limit: Int, _ db: Database
    ) throws -> DeliveryID? {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: oldDeliveriesSQL), arguments: [id.data, DeliveryID.first(of: time).data, limit])
        for row in rows where row[1] as Bool {
            let id: Data = row[0]
            try db.cachedStatement(sql: "DELETE FROM attempts WHERE delivery = ?").execute(arguments: [id])
            try db.cachedStatement(sql: "DELETE FROM deliveries WHERE id = ?").execute(arguments: [id])
        }
        return rows.count < limit ? nil : rows.last.flatMap { DeliveryID(bytes: $0[0] as Data) }
    }

    static let oldEventsSQL = "SELECT id, created_at FROM events WHERE id > ? ORDER BY id LIMIT ?"

    /// The newest event stays, however old it is: the next id is one after its id.
    private static func pruneEvents(
        before time: Timestamp, after id: Event.ID, limit: Int, _ db: Database
    ) throws -> Event.ID? {
        let newest = try Event.ID.fetchOne(db, sql: "SELECT max(id) FROM events") ?? 0
        let rows = try Row.fetchAll(db.cachedStatement(sql: oldEventsSQL), arguments: [id, limit])
        let old = rows.prefix { Timestamp(milliseconds: $0[1]) < time }
        for row in old {
            let id: Event.ID = row[0]
            guard id < newest, try !hasDeliveries(id, madeAt: Timestamp(milliseconds: row[1]), db) else { continue }
            try db.cachedStatement(sql: "DELETE FROM events WHERE id = ?").execute(arguments: [id])
        }
        return old.count < limit ? nil : old.last.map { $0[0] }
    }

    static let deliveriesOfEventSQL = "SELECT EXISTS (SELECT 1 FROM deliveries WHERE id >= ? AND id < ? AND event = ?)"

    /// An event's deliveries were created in the same millisecond, which their ids begin with.
    private static func hasDeliveries(_ event: Event.ID, madeAt time: Timestamp, _ db: Database) throws -> Bool {
        let end = DeliveryID.first(of: time + .milliseconds(1))
        return try Bool.fetchOne(
            db.cachedStatement(sql: deliveriesOfEventSQL),
            arguments: [DeliveryID.first(of: time).data, end.data, event]) ?? false
    }

    package func pruneArtifacts(
        before time: Timestamp, keeping count: Int, from position: Project.Number, limit: Int
    ) async throws -> PrunedArtifacts {
        try await commits.write { context in
            let db = context.db
            guard
                let project = try Project.Number.fetchOne(
                    db,
                    sql: "SELECT number FROM projects WHERE number >= ? AND deleted_at IS NULL ORDER BY number LIMIT 1",
                    arguments: [position])
            else { return PrunedArtifacts(blobKeys: [], next: nil) }
            let old = try Self.oldArtifacts(of: project, before: time, keeping: count, limit: limit, db)
            for artifact in old {
                try db.cachedStatement(sql: "DELETE FROM artifacts WHERE row = ?").execute(arguments: [artifact.row])
            }
            return PrunedArtifacts(
                blobKeys: old.flatMap(\.blobKeys), next: old.isEmpty ? project + 1 : project)
        }
    }

    /// Only the oldest are examined, however many there are.
    static let oldArtifactsSQL = """
        SELECT row, build_key, report_key, content_key, imports_key
        FROM (SELECT * FROM artifacts WHERE project = ?1 ORDER BY id LIMIT ?4) AS old
        WHERE (created_at < ?2 OR id <= ?3)
            AND status IN (\(Artifact.Status.passed.sql), \(Artifact.Status.failed.sql))
            AND (reanalysis IS NULL OR reanalysis = \(Artifact.Status.failed.sql))
            AND NOT (status = \(Artifact.Status.passed.sql) AND id = (
                SELECT max(id) FROM artifacts
                WHERE project = ?1 AND name = old.name AND status = \(Artifact.Status.passed.sql)))
        LIMIT \(ArtifactPackages.deletedAtOnce)
        """

    private static func oldArtifacts(
        of project: Project.Number, before time: Timestamp, keeping count: Int, limit: Int, _ db: Database
    ) throws -> [OldArtifact] {
        let edge = try Artifact.ID.fetchOne(
            db.cachedStatement(
                sql: "SELECT id FROM artifacts WHERE project = ? ORDER BY id DESC LIMIT 1 OFFSET ?"),
            arguments: [project, count])
        return try Row.all(db, oldArtifactsSQL, [project, time.milliseconds, edge ?? 0, limit]) { row in
            OldArtifact(row: row[0], blobKeys: [row[1] as String?, row[2], row[3], row[4]].compactMap { $0 })
        }
    }
}

private struct OldArtifact {
    var row: Int64
    var blobKeys: [String]
}
