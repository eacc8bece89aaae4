import Domain
import Foundation

extension Event {
    package init(row: some StoredRow) throws {
        let body: Data = try row["body"]
        try self.init(
            id: row["id"], eventType: EventType(stored: row["event_type"]),
            body: EventBody(stored: Array(body), depth: row["depth"]),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
