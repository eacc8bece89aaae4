import Domain
import PostgresClient
import Synchronization

/// Which webhooks of a project want what, as this node remembers it.
///
/// Whoever changes a project's webhooks, on whatever node, holds the project's lock alone and counts its
/// `subscriptions_version` up; whoever accepts events holds the lock with others and compares the version. So what was
/// changed before an event came is never missed.
final class PostgresSubscriptions: Sendable {
    /// The most projects that are kept; at one more all are forgotten.
    static let maximumProjects = 1_000
    /// The first half of the numbers of these advisory locks.
    static let lock: Int32 = 0x7065_7266
    /// How many locks there are for all projects together: a batch with very many projects must not use up the server's
    /// table of locks.
    static let lockCount: Int64 = 256

    private struct Entry {
        var version: Int64
        var listing: SubscriptionListing
    }

    private let entries = Mutex<[Project.Number: Entry]>([:])

    /// The listings of the projects that are there, locked against changes to the end of the transaction.
    ///
    /// - Parameter more: a statement to be sent along, whose result is answered too.
    func listings(
        of projects: [Project.Number], _ session: PostgresSession,
        with more: (inout PostgresPipeline) throws -> Void
    ) throws -> ([Project.Number: SubscriptionListing], PostgresResult) {
        // Statements see what was committed when they begin, so the lock has to be there before the version is read.
        let results = try session.pipeline { pipeline in
            try pipeline.add(HotPlans.sql)
            try pipeline.add(Self.lockShared, Self.lock, Set(projects.map(Self.place(of:))).sorted())
            try pipeline.add(Self.versions, projects)
            try more(&pipeline)
        }
        return (try listings(results[2], session), results[3])
    }

    /// The second half of the number of a project's lock.
    private static func place(of project: Project.Number) -> Int32 { Int32(project % lockCount) }

    /// In their order, so that no two wait for each other.
    private static let lockShared = """
        SELECT pg_advisory_xact_lock_shared($1, locked) FROM unnest($2) AS locked
        """

    private static let versions = """
        SELECT number, slug, subscriptions_version FROM projects WHERE number = ANY($1) AND deleted_at IS NULL
        """

    private func listings(
        _ versions: PostgresResult, _ session: PostgresSession
    ) throws -> [Project.Number: SubscriptionListing] {
        var listings: [Project.Number: SubscriptionListing] = [:]
        var stale: [Project.Number: Entry] = [:]
        for row in versions {
            let (project, slug, version): (Project.Number, String, Int64) = try (row[0], row[1], row[2])
            if let known = entries.withLock({ $0[project] }), known.version == version {
                listings[project] = known.listing
            } else {
                stale[project] = Entry(version: version, listing: SubscriptionListing(slug: slug, subscriptions: []))
            }
        }
        guard !stale.isEmpty else { return listings }
        return listings.merging(try fetch(stale, session)) { $1 }
    }

    private func fetch(
        _ stale: [Project.Number: Entry], _ session: PostgresSession
    ) throws -> [Project.Number: SubscriptionListing] {
        var fresh = stale
        let rows = try session.query(
            """
            SELECT project, id, event_type, disabled_reason IS NULL, revision FROM webhooks WHERE project = ANY($1)
            ORDER BY id
            """,
            Array(stale.keys))
        for row in rows {
            let subscription = Subscription(
                webhook: try row[1], expression: EventTypeExpression(try row[2]), isEnabled: try row[3],
                revision: try row[4])
            fresh[try row[0]]?.listing.subscriptions.append(subscription)
        }
        remember(fresh)
        return fresh.mapValues(\.listing)
    }

    private func remember(_ fresh: [Project.Number: Entry]) {
        entries.withLock { entries in
            if entries.count + fresh.count > Self.maximumProjects { entries = [:] }
            entries.merge(fresh) { $1 }
        }
    }

    /// To be called by everything that changes webhooks or projects, before its change and after it has locked the rows
    /// of webhooks that it changes: always in this order, so that no two wait for each other.
    static func willChange(_ project: Project.Number, _ session: PostgresSession) throws {
        try session.query("SELECT pg_advisory_xact_lock($1, $2)", lock, place(of: project))
        try session.run(
            "UPDATE projects SET subscriptions_version = subscriptions_version + 1 WHERE number = $1", project)
    }
}
