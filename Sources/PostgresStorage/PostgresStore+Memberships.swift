import Domain
import PostgresClient
import Storage

/// What happens to an application's deliveries when it no longer receives a project's events.
extension PostgresStore {
    /// Whether the receiver may (still) receive a delivery: an application may while it is a member of the project.
    static let isHeard = isHeard("deliveries")

    /// - Parameter table: the table or alias from which the columns of deliveries are read.
    static func isHeard(_ table: String) -> String {
        """
        (\(table).event_project IS NULL OR EXISTS (SELECT 1 FROM members
            WHERE members.project = \(table).event_project AND members.account = -\(table).owner))
        """
    }

    static func isHeard(_ id: DeliveryID, _ session: PostgresSession) throws -> Bool {
        try session.value(Bool.self, "SELECT \(isHeard) FROM deliveries WHERE id = $1", id) ?? false
    }

    /// The members of a project that are applications with webhooks.
    static func hearers(of project: Project.Number, _ session: PostgresSession) throws -> [Account.ID] {
        try session.values(
            Account.ID.self,
            """
            SELECT account FROM members
            WHERE project = $1 AND EXISTS (SELECT 1 FROM webhooks WHERE owner = -members.account)
            """,
            project)
    }

    /// What the workers hold ready for an application goes back to the store, which knows what may still be sent.
    func recall(_ application: Account.ID, _ write: PostgresWrite) throws {
        let webhooks = try write.session.values(
            Webhook.ID.self, "SELECT id FROM webhooks WHERE owner = $1 ORDER BY id",
            WebhookOwner.application(application).key)
        for webhook in webhooks { announceChange(of: webhook, write) }
    }

    /// Skips what is pending for an application from a project that it is no longer a member of, one commit per chunk.
    /// If the server dies in between, claiming does the rest.
    func skipUnheard(by application: Account.ID, of project: Project.Number, at now: Timestamp) async throws {
        let owner = WebhookOwner.application(application)
        var isDone = false
        while !isDone {
            isDone = try await write { [self] write in
                guard try Self.role(of: application, in: project, write.session) == nil else { return true }
                let rows = try write.session.query(Self.skipUnheardSQL, now.milliseconds, project, owner.key)
                write.effects.skip(
                    try rows.map { SkippedDelivery(try $0[0], of: try $0[1], because: .membership) })
                announceReset(of: owner, write)
                return rows.isEmpty
            }
        }
    }

    /// Waits for what a claim is skipping at this moment: that has to be over when a membership has ended.
    static let skipUnheardSQL = """
        UPDATE deliveries SET state = \(Delivery.State.skipped.sql), due_at = NULL, updated_at = $1
        FROM (
            SELECT id FROM deliveries WHERE state = \(Delivery.State.pending.sql) AND event_project = $2 AND owner = $3
            LIMIT \(chunk) FOR UPDATE
        ) AS skipped WHERE deliveries.id = skipped.id RETURNING deliveries.id, webhook
        """
}
