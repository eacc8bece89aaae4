import PostgresClient
import Storage

/// Runs the migrations that a database has not had yet.
enum PostgresMigrator {
    /// How long one node waits for another's migrations.
    static let patience = Duration.seconds(600)

    /// Throws `StoreOpeningError` if the database has migrations that this version does not know.
    static func run(_ session: PostgresSession) throws {
        // Most starts find nothing to do, and need not wait for anyone.
        if try !isLedgerThere(session) || !missing(session).isEmpty {
            try session.withAdvisoryLock(AdvisoryLock.migrating.rawValue, within: patience) { session in
                try makeLedger(session)
                for step in try missing(session) { try apply(step, session) }
            }
        }
    }

    private static func apply(_ step: PostgresMigrations.Step, _ session: PostgresSession) throws {
        try session.withResponseDeadline(nil) {
            try session.transaction { session in
                try session.execute(step.sql)
                try session.query("INSERT INTO migrations (name) VALUES ($1)", step.name)
            }
        }
    }

    private static func isLedgerThere(_ session: PostgresSession) throws -> Bool {
        try session.query("SELECT to_regclass('migrations') IS NOT NULL").value() ?? false
    }

    private static func makeLedger(_ session: PostgresSession) throws {
        guard try !isLedgerThere(session) else { return }
        try session.execute("CREATE TABLE migrations (name text PRIMARY KEY)")
    }

    private static func missing(_ session: PostgresSession) throws -> [PostgresMigrations.Step] {
        let applied = Set(try session.query("SELECT name FROM migrations").map { try $0.read(0, as: String.self) })
        let unknown = applied.subtracting(PostgresMigrations.steps.map(\.name))
        guard unknown.isEmpty else {
            throw StoreOpeningError.newerDatabase(migrations: unknown.sorted())
        }
        return PostgresMigrations.steps.filter { !applied.contains($0.name) }
    }
}
