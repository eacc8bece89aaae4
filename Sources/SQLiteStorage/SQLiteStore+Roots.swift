import Domain
import Foundation
import GRDB
import Storage

/// The roots of events, and how many events go back to each.
extension SQLiteStore {
    static let rootSQL = """
        SELECT ifnull(root, deliveries.event) FROM deliveries LEFT JOIN events ON events.id = deliveries.event
        WHERE deliveries.id = ?
        """

    static func root(of cause: EventCause, _ db: Database) throws -> EventRoot {
        let key = try Int64.fetchOne(db.cachedStatement(sql: rootSQL), arguments: [cause.delivery.data])
        return key.map(EventRoot.init(key:)) ?? EventRoot(unknown: cause.delivery)
    }

    private static let fullSQL = "SELECT count >= \(EventCause.maximumEvents) FROM event_roots WHERE root = ?"

    /// Whether the maximum number of events already go back to the root.
    static func isFull(_ root: EventRoot, _ db: Database) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: fullSQL), arguments: [root.key]) ?? false
    }

    private static let countSQL = """
        INSERT INTO event_roots (root, count, expires_at) VALUES (?, 1, ?)
        ON CONFLICT (root) DO UPDATE SET count = count + 1
        """

    static func count(_ root: EventRoot, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: countSQL).execute(arguments: [root.key, (now + EventRoot.lifetime).milliseconds])
    }
}
