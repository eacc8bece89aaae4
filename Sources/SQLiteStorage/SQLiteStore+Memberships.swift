import Domain
import Foundation
import GRDB
import Storage

/// What happens to an application's deliveries when it no longer receives a project's events.
extension SQLiteStore {
    /// Whether the receiver may (still) receive a delivery: an application may while it is a member of the project.
    static let isHeard = """
        (deliveries.event_project IS NULL OR EXISTS (SELECT 1 FROM members
            WHERE members.project = deliveries.event_project AND members.account = -deliveries.owner))
        """

    static func isHeard(_ id: DeliveryID, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT \(isHeard) FROM deliveries WHERE id = ?"), arguments: [id.data]) ?? false
    }

    /// The members of a project that are applications with webhooks.
    static func hearers(of project: Project.Number, _ db: Database) throws -> [Account.ID] {
        try Account.ID.fetchAll(
            db,
            sql: """
                SELECT account FROM members
                WHERE project = ? AND EXISTS (SELECT 1 FROM webhooks WHERE owner = -members.account)
                """,
            arguments: [project])
    }

    /// What the worker holds ready for an application goes back to the store, which knows what may still be sent.
    func recall(_ application: Account.ID, _ context: WriteContext) throws {
        let webhooks = try Webhook.ID.fetchAll(
            context.db, sql: "SELECT id FROM webhooks WHERE owner = ?",
            arguments: [WebhookOwner.application(application).key])
        for webhook in webhooks { announceChange(of: webhook, context) }
    }

    /// Skips what is pending for an application from a project that it is no longer a member of, one commit per chunk.
    /// If the server dies in between, claiming does the rest.
    func skipUnheard(by application: Account.ID, of project: Project.Number, at now: Timestamp) async throws {
        var isDone = false
        while !isDone {
            isDone = try await commits.write { context in
                guard try Self.role(of: application, in: project, context.db) == nil else { return true }
                return try Self.skipUnheard(by: application, of: project, at: now, context) < Self.skipChunk
            }
        }
        broadcaster.post(.reset, in: .application(application))
    }

    static let skipUnheardSQL = """
        UPDATE deliveries SET state = \(Delivery.State.skipped.sql), due_at = NULL, updated_at = ?
        WHERE id IN (SELECT id FROM deliveries INDEXED BY deliveries_membership
            WHERE state = \(Delivery.State.pending.sql) AND event_project = ? AND owner = ? LIMIT ?)
        RETURNING id, webhook
        """

    private static func skipUnheard(
        by application: Account.ID, of project: Project.Number, at now: Timestamp,
        _ context: WriteContext
    ) throws -> Int {
        let rows = try Row.fetchAll(
            context.db, sql: skipUnheardSQL,
            arguments: [now.milliseconds, project, WebhookOwner.application(application).key, skipChunk])
        context.effects.skip(
            rows.compactMap { row in
                DeliveryID(bytes: row[0] as Data).map { SkippedDelivery($0, of: row[1], because: .membership) }
            })
        return rows.count
    }
}
