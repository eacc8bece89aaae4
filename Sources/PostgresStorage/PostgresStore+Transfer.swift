import Domain
import PostgresClient
package import Storage

extension PostgresStore: TransferStore {
    package func withSnapshot<Value: Sendable>(
        _ body: (any TransferSnapshot) async throws -> Value
    ) async throws -> Value {
        try await pool.withConnection { connection in
            try await connection.run { session in
                try session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                try session.execute(Self.unhurried)
            }
            // A connection that is returned in a transaction is closed.
            let value = try await body(PostgresSnapshot(connection: connection))
            try await connection.execute("COMMIT")
            return value
        }
    }

    /// Readers and senders of an export take their time, including while sent data waits to be read.
    private static let unhurried = """
        SET LOCAL idle_in_transaction_session_timeout = 0;
        SET LOCAL tcp_user_timeout = 0
        """

    /// Numbers are reserved from other nodes by advancing the counters past them at once.
    package func makeRoom(for header: TransferHeader) async throws -> Renumbering {
        try await pool.transaction { session in
            try Self.lockCounters(session)
            let renumbering = try Renumbering(header, PostgresReader(session: session))
            try Self.set(renumbering.highest, session)
            return renumbering
        }
    }

    package func write(_ feed: RowFeed) async throws {
        await partitions.ensure(feed.header.days.suffix(Self.daysMade).map(PartitionDay.init(number:)))
        // Only once: the rows can be read only once.
        try await attempt(on: pool) { write in
            try write.session.execute(Self.unhurried)
            try write.session.withResponseDeadline(nil) {
                try Self.copy(feed, write.session)
                if let conclusion = feed.conclusion { try write.session.execute(conclusion) }
            }
            // One project's numbers were reserved for it from the start.
            if !feed.isOfProject {
                try Self.lockCounters(write.session)
                try Self.set(feed.counters, write.session)
            }
            try Self.announce(feed, write)
        }
    }

    /// The most days to create partitions for; older rows go into the default ones.
    private static let daysMade = 400

    private static func copy(_ feed: RowFeed, _ session: PostgresSession) throws {
        while let table = try feed.nextTable() {
            let columns = table.columns.map(\.name).joined(separator: ", ")
            do {
                try session.copyIn("COPY \(table.name) (\(columns)) FROM STDIN BINARY") { writer in
                    while let row = try feed.nextRow() { try writer.write(row: row) }
                }
            } catch let error as PostgresError where error.kind == .server {
                throw feed.refusal(error.message)
            }
        }
    }

    /// No node assigns a number until the end of the transaction, because it would have to lock the table first.
    private static func lockCounters(_ session: PostgresSession) throws {
        let tables = Numbering.counted.map(\.rawValue).joined(separator: ", ")
        try session.execute("LOCK TABLE \(tables) IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Continues after the highest of the given value, the last assigned value, and what is in the table.
    private static func set(_ counters: [Numbering: Int64], _ session: PostgresSession) throws {
        for numbering in Numbering.counted {
            let reader = PostgresReader(session: session)
            let there = try reader.numbers("SELECT max(\(numbering.column)) FROM \(numbering.rawValue)").first ?? 0
            let highest = max(counters[numbering] ?? 0, try reader.counter(numbering), there)
            if highest > 0 { try session.query("SELECT setval('\(numbering.sequence)', $1)", highest) }
        }
    }

    /// What is pending is sent without waiting for a node to poll.
    private static func announce(_ feed: RowFeed, _ write: PostgresWrite) throws {
        let due = try write.session.query(
            """
            SELECT webhook, min(due_at) FROM deliveries
            WHERE state = \(Delivery.State.pending.sql) AND due_at IS NOT NULL AND ($1 IS NULL OR owner = $1)
            GROUP BY webhook
            """,
            feed.project)
        for row in due {
            write.effects.announce(DueWebhook(webhook: try row[0], due: Timestamp(milliseconds: try row[1])))
        }
        write.tell(.artifactPending)
    }
}

extension Numbering {
    /// The sequence of the id column, as the database names it.
    fileprivate var sequence: String { "\(rawValue)_\(column)_seq" }
}

private struct PostgresSnapshot: TransferSnapshot {
    let connection: PostgresConnection

    func read<Value: Sendable>(_ body: @Sendable (any TransferReader) throws -> Value) async throws -> Value {
        try await connection.run { session in
            try session.withResponseDeadline(nil) { try body(PostgresReader(session: session)) }
        }
    }
}

private struct PostgresReader: TransferReader {
    let session: PostgresSession

    func rows(_ sql: String, _ forms: [TransferForm], _ body: ([TransferValue]) throws -> Void) throws {
        try session.forEachRow(sql) { row in
            try body(try forms.enumerated().map { try TransferValue(row, $0, $1) })
        }
    }

    func counter(_ numbering: Numbering) throws -> Int64 {
        try session.query(
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM \(numbering.sequence)"
        ).value() ?? 0
    }
}
