import Domain
import GRDB
import Storage

/// The statements that run for each delivery, looked up once per commit. Lives as long as its transaction.
struct HotStatements {
    private let db: Database
    private var known: [HotStatement?] = Array(repeating: nil, count: Kind.allCases.count)

    enum Kind: Int, CaseIterable {
        case insertEvent, insertDelivery, leaseDelivery, moveDelivery, insertAttempt, countEvents

        var sql: String {
            switch self {
            case .insertEvent:
                // Ids are sequential, except in a store that has some of PostgreSQL's: there they continue to encode
                // the time.
                """
                INSERT INTO events (id, owner, event_type, body, created_at, depth, root)
                VALUES ((
                    SELECT CASE WHEN newest >= \(EventNumber.firstTimed)
                        THEN max(newest + 1, (?4 - \(EventNumber.epoch)) << \(EventNumber.sequenceBits)) END
                    FROM (SELECT max(id) AS newest FROM events)), ?1, ?2, ?3, ?4, ?5, ?6)
                """
            case .insertDelivery:
                """
                INSERT INTO deliveries (id, owner, event_project, webhook, event, event_type, state, due_at, lease,
                    lease_until, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .leaseDelivery:
                """
                UPDATE deliveries SET state = \(Delivery.State.sending.sql), due_at = NULL, lease = ?, lease_until = ?
                WHERE id = ?
                """
            case .moveDelivery:
                """
                UPDATE deliveries SET state = ?, attempt_count = ?, place = place + ?, due_at = ?, lease = NULL,
                    lease_until = NULL, by_hand = NULL, updated_at = ?
                WHERE id = ? AND lease = ? AND state = \(Delivery.State.sending.sql)
                """
            case .countEvents:
                "INSERT OR REPLACE INTO event_usage (project, day, events, bytes) VALUES (?, ?, ?, ?)"
            case .insertAttempt:
                """
                INSERT INTO attempts (delivery, number, start_time, end_time, reason, messages, url, request_headers,
                    status, response_headers, response_body, is_truncated, dns, connect, tls, first_byte, total)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            }
        }
    }

    init(_ db: Database) {
        self.db = db
    }

    mutating func statement(_ kind: Kind) throws -> HotStatement {
        if let statement = known[kind.rawValue] { return statement }
        let statement = try HotStatement(kind.sql, db)
        known[kind.rawValue] = statement
        return statement
    }
}
