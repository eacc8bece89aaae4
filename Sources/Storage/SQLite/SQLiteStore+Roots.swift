import Domain
import Foundation
import GRDB

/// What events go back to, and how many go back to the same one.
extension SQLiteStore {
    static let rootSQL = """
        SELECT ifnull(root, deliveries.event) FROM deliveries LEFT JOIN events ON events.id = deliveries.event
        WHERE deliveries.id = ?
        """

    static func root(of cause: EventCause, _ db: Database) throws -> EventRoot {
        let key = try Int64.fetchOne(db.cachedStatement(sql: rootSQL), arguments: [cause.delivery.data])
        return key.map(EventRoot.init(key:)) ?? EventRoot(unknown: cause.delivery)
    }

    private static let countSQL = """
        INSERT INTO event_roots (root, count, expires_at) VALUES (?, 1, ?)
        ON CONFLICT (root) DO UPDATE SET count = count + 1 WHERE count < \(EventCause.maximumEvents) RETURNING count
        """

    /// - Returns: false, and nothing is counted, where as many go back to it as may.
    static func count(_ root: EventRoot, at now: Timestamp, _ db: Database) throws -> Bool {
        let expiry = now.milliseconds + EventRoot.lifetime
        return try Int.fetchOne(db.cachedStatement(sql: countSQL), arguments: [root.key, expiry]) != nil
    }
}
