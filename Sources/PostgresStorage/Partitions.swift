import Domain
import PostgresClient
import Storage
import Synchronization

/// Creates the partitions for a day's rows, and drops those of days that have passed their retention period.
///
/// Nothing relies on a partition: a row whose day has none goes into the default partition, and then so do all others
/// of that day.
final class Partitions: Sendable {
    /// How many days ahead partitions are created.
    static let daysAhead: Int64 = 3
    /// How long creating a partition may wait for readers: any longer, and everyone would queue behind it.
    static let patience = "2s"

    private let pool: PostgresPool
    /// Days that need not be checked again, or not before that time.
    private let known = Mutex<[PartitionDay: Duration?]>([:])
    private let time: PostgresTime
    /// How long to wait before retrying a partition that could not be created.
    static let retry = Duration.seconds(60)

    init(_ pool: PostgresPool, time: PostgresTime) {
        self.pool = pool
        self.time = time
    }

    /// Makes sure that a day and the following ones have partitions.
    func prepare(for now: Timestamp) async {
        let today = PartitionDay(of: now).number
        await ensure((today...today + Self.daysAhead).map(PartitionDay.init(number:)))
    }

    func ensure(_ days: some Collection<PartitionDay>) async {
        let now = time.now()
        for day in known.withLock({ known in days.filter { Self.isOpen($0, known, at: now) } }) {
            // If it cannot be created now, the default partition takes the rows.
            let isMade = (try? await make(day)) != nil
            known.withLock { $0[day] = .some(isMade ? nil : time.now() + Self.retry) }
        }
    }

    private static func isOpen(_ day: PartitionDay, _ known: [PartitionDay: Duration?], at now: Duration) -> Bool {
        guard let entry = known[day] else { return true }
        return entry.map { $0 < now } ?? false
    }

    private func make(_ day: PartitionDay) async throws {
        try await pool.run { session in
            do {
                try session.transaction { session in
                    try session.execute("SET LOCAL lock_timeout = '\(Self.patience)'")
                    try session.query("SELECT pg_advisory_xact_lock($1)", AdvisoryLock.partitions.rawValue)
                    guard try !Self.isThere(day, session) else { return }
                    for table in Table.allCases { try session.execute(table.creation(day)) }
                }
            } catch let error as PostgresError where error.sqlState == .checkViolation {
                // The default partition already has rows of that day: it keeps the whole day.
            }
        }
    }

    private static func isThere(_ day: PartitionDay, _ session: PostgresSession) throws -> Bool {
        try session.query("SELECT to_regclass($1) IS NOT NULL", "attempts_p\(day.name)").value() ?? false
    }

    // MARK: Dropping

    /// How long dropping a partition may wait for each lock: everyone else waits behind it for that long.
    static let dropPatience = "200ms"

    /// Drops the partitions of days that ended before `time` and hold nothing open. A partition that is in use stays
    /// until the next time. The server cannot detach it concurrently first if there is a default partition.
    func drop(before time: Timestamp) async {
        let end = PartitionDay(of: time).name
        for name in (try? await pool.run({ try Self.names(before: end, $0) })) ?? [] {
            guard (try? await drop(name, before: time)) == true else { continue }
            known.withLock { known in known = known.filter { $0.key.name != name } }
        }
    }

    /// The days before `end` that have partitions, oldest first.
    private static func names(before end: String, _ session: PostgresSession) throws -> [String] {
        try session.values(
            String.self,
            """
            SELECT day FROM (
                SELECT substr(relname::text, length('deliveries_p') + 1) COLLATE "C" AS day
                FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                WHERE inhparent = 'deliveries'::regclass AND relname ~ '^deliveries_p[0-9]{8}$'
            ) AS days WHERE day < $1 ORDER BY day
            """,
            end)
    }

    /// Returns false if something is open, or newer than its day.
    private func drop(_ name: String, before time: Timestamp) async throws -> Bool {
        try await pool.run { session in
            // Check first, without getting in anyone's way.
            guard try !Self.holds(name, since: time, session) else { return false }
            return try session.transaction { session in
                try session.execute("SET LOCAL lock_timeout = '\(Self.dropPatience)'")
                try HotPlans.fix(session)
                try session.query("SELECT pg_advisory_xact_lock($1)", AdvisoryLock.partitions.rawValue)
                for table in Table.allCases {
                    try session.execute("LOCK TABLE ONLY \(table.rawValue) IN ACCESS EXCLUSIVE MODE")
                }
                guard try !Self.holds(name, since: time, session) else { return false }
                for table in Table.allCases { try session.execute("DROP TABLE \(table.rawValue)_p\(name)") }
                return true
            }
        }
    }

    /// Whether anything of the day is open or was accepted since `time`: a single-machine store continues from the ids
    /// it was given, so what it accepted before it was moved here lies in the day of the preceding event. The newest
    /// has the largest id.
    private static func holds(_ name: String, since time: Timestamp, _ session: PostgresSession) throws -> Bool {
        try session.queryOnce(
            """
            SELECT EXISTS (SELECT 1 FROM deliveries_p\(name) WHERE state = \(Delivery.State.pending.sql))
                OR EXISTS (SELECT 1 FROM deliveries_p\(name) WHERE state = \(Delivery.State.sending.sql))
                OR coalesce((SELECT created_at FROM events_p\(name) ORDER BY id DESC LIMIT 1) >= \(time.milliseconds),
                    false)
            """
        ).value() ?? true
    }

    private enum Table: String, CaseIterable {
        case events, deliveries, attempts

        /// Deliveries change once or twice soon after they are created; dead row versions should be removed soon as
        /// well.
        func creation(_ day: PartitionDay) -> String {
            """
            CREATE TABLE \(rawValue)_p\(day.name) PARTITION OF \(rawValue)
                FOR VALUES FROM ('\(first(day))') TO ('\(first(day.next))')
                WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.2)
            """
        }

        private func first(_ day: PartitionDay) -> String {
            self == .events ? "\(day.firstEvent)" : "\(day.firstDelivery)"
        }
    }
}
