import Domain
import Foundation
import GRDB
import PostgresClient
import PostgresStorage
import Storage

/// Fills the log of a project by SQL, bypassing the store: a million rows through the store would take minutes.
///
/// One event of 1 KB for every ten deliveries; the deliveries are spread over the webhooks. Delivered ones are from the
/// previous nine days, pending ones from the previous hour.
struct LogFiller {
    private static let deliveriesOfAnEvent = 10
    private static let hour: Int64 = 3_600_000
    private static let day = 24 * hour
    private static let days: Int64 = 9
    private static let eventType = "bench:event"

    private enum Database {
        case file(String)
        case server(String)
    }

    private let database: Database

    init(file: String) {
        database = .file(file)
    }

    init(url: String) {
        database = .server(url)
    }

    /// - Parameters:
    ///   - count: the number of deliveries.
    ///   - state: `delivered`, each with its attempt, or `pending`, all due.
    func fill(_ count: Int, _ state: Delivery.State, for webhooks: [Webhook.ID], of project: Project.Number)
        async throws
    {
        guard count > 0 else { return }
        switch database {
        case .file(let path): try await insert(intoFile: path, count, state, webhooks, project)
        case .server(let url): try await insert(into: url, count, state, webhooks, project)
        }
    }

    /// In milliseconds since 1970.
    private static func span(of state: Delivery.State) -> Range<Int64> {
        let now = SystemNow.timestamp.milliseconds
        return state == .pending ? now - hour..<now : now - days * day..<now - hour
    }

    /// A store creates the partitions of the day on which it is opened, and of three more.
    private func makePartitions(_ url: String) async throws {
        for days in stride(from: Self.days, to: 0, by: -3) {
            let then = Timestamp(milliseconds: SystemNow.timestamp.milliseconds - days * Self.day)
            try await PostgresStore.open(url, keyring: BenchDatabase.keyring, clock: StandingTime(now: then)).close()
        }
    }

    private func body() -> [UInt8] {
        Array(#"{"eventType":"bench:event","payload":{"text":"\#(String(repeating: "x", count: 950))"}}"#.utf8)
    }

    private func insert(
        intoFile path: String, _ count: Int, _ state: Delivery.State, _ webhooks: [Webhook.ID],
        _ project: Project.Number
    ) async throws {
        let queue = try DatabaseQueue(path: path)
        let body = Data(body())
        let span = Self.span(of: state)
        try await queue.write { db in
            let last = try Int64.fetchOne(db, sql: "SELECT ifnull(max(id), 0) FROM events") ?? 0
            let events = try db.makeStatement(
                sql: "INSERT INTO events (id, owner, event_type, body, created_at) VALUES (?, ?, ?, ?, ?)")
            let deliveries = try db.makeStatement(
                sql: """
                    INSERT INTO deliveries (id, owner, webhook, event, event_type, state, attempt_count, due_at, created_at,
                        updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            let attempts = try db.makeStatement(
                sql: """
                    INSERT INTO attempts (delivery, number, start_time, end_time, url, request_headers, status, total)
                    VALUES (?, 1, ?, ?, 'https://a.example/hook', 'accept: */*', 204, 80)
                    """)
            var event = last
            for number in 0..<count {
                let at = span.lowerBound + Int64(number) * (span.upperBound - span.lowerBound) / Int64(count)
                if number % Self.deliveriesOfAnEvent == 0 {
                    event += 1
                    try events.execute(arguments: [event, project, Self.eventType, body, at])
                }
                let id = DeliveryID(
                    time: Timestamp(milliseconds: at), random: (UInt64.random(in: 0 ... .max), UInt64(number)))
                let key = Data(id.bytes)
                try deliveries.execute(
                    arguments: [
                        key, project, webhooks[number % webhooks.count], event, Self.eventType, state.rawValue,
                        state == .pending ? 0 : 1, state == .pending ? at : nil, at, at,
                    ])
                if state != .pending { try attempts.execute(arguments: [key, at, at + 80]) }
            }
        }
        try await queue.writeWithoutTransaction { db in _ = try db.checkpoint(.passive) }
        try queue.close()
    }

    private func insert(
        into url: String, _ count: Int, _ state: Delivery.State, _ webhooks: [Webhook.ID], _ project: Project.Number
    ) async throws {
        let connection = try await PostgresConnection.connect(try PostgresSettings(url, applicationName: "filler"))
        try await makePartitions(url)
        let span = Self.span(of: state)
        let (start, length) = (span.lowerBound, span.upperBound - span.lowerBound)
        let events =
            "\(start) + n * \(length) / \((count + Self.deliveriesOfAnEvent - 1) / Self.deliveriesOfAnEvent)"
        let at = "(\(start) + n * \(length) / \(count))"
        let body = String(decoding: body(), as: UTF8.self)
        let isPending = state == .pending
        try await connection.execute(
            """
            BEGIN;
            CREATE TEMPORARY TABLE new_events ON COMMIT DROP AS
                SELECT n, ((\(events) - 1577836800000) << 13) | (n & 8191) AS id, \(events) AS at
                FROM generate_series(0::bigint, \((count - 1) / Self.deliveriesOfAnEvent)) AS n;
            CREATE INDEX ON new_events (n);
            INSERT INTO events (id, owner, event_type, body, created_at)
                SELECT id, \(project), '\(Self.eventType)', convert_to('\(body)', 'UTF8'), at FROM new_events;
            CREATE TEMPORARY TABLE new_deliveries ON COMMIT DROP AS
                SELECT (lpad(to_hex(\(at)), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
                    || lpad(to_hex(n), 15, '0'))::uuid AS id,
                (ARRAY[\(webhooks.map(String.init).joined(separator: ","))]::bigint[])[1 + n % \(webhooks.count)] AS webhook,
                n / \(Self.deliveriesOfAnEvent) AS event, \(at) AS at
                FROM generate_series(0::bigint, \(count - 1)) AS n;
            INSERT INTO deliveries (id, owner, webhook, event, event_type, state, attempt_count, due_at, created_at, updated_at)
                SELECT d.id, \(project), webhook, e.id, '\(Self.eventType)', \(state.rawValue), \(isPending ? 0 : 1),
                    \(isPending ? "d.at" : "NULL"), d.at, d.at
                FROM new_deliveries AS d JOIN new_events AS e ON e.n = event ORDER BY d.id;
            \(isPending ? "" : attempts)
            COMMIT
            """)
        try await connection.execute("VACUUM ANALYZE")
        try await connection.execute("CHECKPOINT")
        await connection.close()
    }

    private var attempts: String {
        """
        INSERT INTO attempts (delivery, number, start_time, end_time, url, request_headers, status, total)
            SELECT id, 1, at, at + 80, 'https://a.example/hook', 'accept: */*', 204, 80 FROM new_deliveries ORDER BY id;
        """
    }
}

/// A clock that stands still: for a store that is opened as if on another day.
private struct StandingTime: TimeSource {
    private let instant: Timestamp

    init(now: Timestamp) {
        instant = now
    }

    func now() -> Timestamp { instant }
    func sleep(until deadline: Timestamp) async throws {}
}
