import Domain
import PostgresClient
import Synchronization

/// Makes the partitions that rows of a day go to.
///
/// Nothing depends on a partition: a row whose day has none lies in the default partition, and then so do all others
/// of that day.
final class Partitions: Sendable {
    /// How many days ahead there are partitions.
    static let daysAhead: Int64 = 3
    /// How long making one may wait for those that read: longer, and everybody would queue behind it.
    static let patience = "2s"
    /// The advisory lock of whoever makes partitions.
    static let lock: Int64 = PostgresMigrator.lock + 1

    private let pool: PostgresPool
    /// Days that need not be looked at again, or not before that time.
    private let known = Mutex<[PartitionDay: ContinuousClock.Instant?]>([:])
    /// How long after one could not be made it is tried again.
    static let retry = Duration.seconds(60)

    init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Sees to it that a day and those to come have partitions.
    func prepare(for now: Timestamp) async {
        let today = PartitionDay(of: now).number
        await ensure((today...today + Self.daysAhead).map(PartitionDay.init(number:)))
    }

    func ensure(_ days: some Collection<PartitionDay>) async {
        for day in known.withLock({ known in days.filter { Self.isOpen($0, known) } }) {
            // Where it cannot be made now, the default partition takes the rows.
            let isMade = (try? await make(day)) != nil
            known.withLock { $0[day] = .some(isMade ? nil : .now + Self.retry) }
        }
    }

    private static func isOpen(_ day: PartitionDay, _ known: [PartitionDay: ContinuousClock.Instant?]) -> Bool {
        guard let entry = known[day] else { return true }
        return entry.map { $0 < .now } ?? false
    }

    private func make(_ day: PartitionDay) async throws {
        try await pool.run { session in
            do {
                try session.transaction { session in
                    try session.execute("SET LOCAL lock_timeout = '\(Self.patience)'")
                    try session.query("SELECT pg_advisory_xact_lock($1)", Self.lock)
                    guard try !Self.isThere(day, session) else { return }
                    for table in Table.allCases { try session.execute(table.creation(day)) }
                }
            } catch let error as PostgresError where error.sqlState == .checkViolation {
                // The default partition has rows of that day already: it keeps the whole day.
            }
        }
    }

    private static func isThere(_ day: PartitionDay, _ session: PostgresSession) throws -> Bool {
        try session.query("SELECT to_regclass($1) IS NOT NULL", "attempts_p\(day.name)").value() ?? false
    }

    private enum Table: String, CaseIterable {
        case events, deliveries, attempts

        /// Deliveries are changed once or twice soon after they were made; dead versions are to go soon as well.
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
