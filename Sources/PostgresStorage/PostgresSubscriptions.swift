import Domain
import PostgresClient
import Storage
import Synchronization

/// Which webhooks receive which events of a project, as cached by this node. An application has its own listing, for
/// its pings.
///
/// Anyone who changes the webhooks that receive a project's events, on any node, holds the project's lock exclusively
/// and increments its `subscriptions_version`; anyone who accepts events holds the lock shared and compares the
/// version. So a change made before an event arrives is never missed. An application's lock also keeps its memberships
/// from changing.
final class PostgresSubscriptions: Sendable {
    /// The most listings to keep; beyond that, all are dropped.
    static let maximumListings = 1_000
    /// The first number of the projects' advisory locks.
    static let lock: Int32 = 0x7065_7266
    /// The first number of the applications' locks; they are taken before those of any project.
    static let applicationLock: Int32 = lock + 2
    /// How many locks there are for all projects together, and for all applications: a batch with very many of them
    /// must not use up the server's lock table.
    static let lockCount: Int64 = 256

    private struct Entry {
        var version: Int64
        var listing: SubscriptionListing
    }

    private let entries = Mutex<[WebhookOwner: Entry]>([:])

    /// The listings of those owners that exist, locked against changes until the end of the transaction.
    ///
    /// - Parameter more: a statement to send along, whose result is returned too.
    func listings(
        of owners: Set<WebhookOwner>, _ session: PostgresSession,
        with more: (inout PostgresPipeline) throws -> Void
    ) throws -> ([WebhookOwner: SubscriptionListing], PostgresResult) {
        let projects = owners.compactMap(\.project)
        let applications = owners.compactMap(\.application)
        // A statement sees what was committed when it begins, so the lock must be held before the version is read.
        try HotPlans.fix(session)
        let results = try session.pipeline { pipeline in
            if !applications.isEmpty {
                try pipeline.add(Self.lockShared, Self.applicationLock, Self.places(of: applications))
            }
            try pipeline.add(Self.lockShared, Self.lock, Self.places(of: projects))
            try pipeline.add(Self.versions, projects, applications)
            try more(&pipeline)
        }
        return (try listings(results[results.count - 2], session), results[results.count - 1])
    }

    /// The second numbers of the locks, in order, so that no two transactions deadlock.
    private static func places(of ids: some Sequence<Int64>) -> [Int32] {
        Set(ids.map { Int32($0 % lockCount) }).sorted()
    }

    private static let lockShared = """
        SELECT pg_advisory_xact_lock_shared($1, locked) FROM unnest($2) AS locked
        """

    private static let versions = """
        SELECT number, slug, subscriptions_version FROM projects WHERE number = ANY($1) AND deleted_at IS NULL
        UNION ALL
        SELECT -id, '', subscriptions_version FROM accounts
        WHERE id = ANY($2) AND kind = \(Account.Kind.application.sql) AND NOT removed
        """

    private func listings(
        _ versions: PostgresResult, _ session: PostgresSession
    ) throws -> [WebhookOwner: SubscriptionListing] {
        var listings: [WebhookOwner: SubscriptionListing] = [:]
        var stale: [WebhookOwner: Entry] = [:]
        for row in versions {
            let (key, slug, version): (Int64, String, Int64) = try (row[0], row[1], row[2])
            let owner = WebhookOwner(key: key)
            if let known = entries.withLock({ $0[owner] }), known.version == version {
                listings[owner] = known.listing
            } else {
                stale[owner] = Entry(version: version, listing: SubscriptionListing(slug: slug, subscriptions: []))
            }
        }
        guard !stale.isEmpty else { return listings }
        return listings.merging(try fetch(stale, session)) { $1 }
    }

    private func fetch(
        _ stale: [WebhookOwner: Entry], _ session: PostgresSession
    ) throws -> [WebhookOwner: SubscriptionListing] {
        var fresh = stale
        for row in try session.query(Self.hearing, stale.keys.map(\.key)) {
            let subscription = Subscription(
                webhook: try row[2], owner: WebhookOwner(key: try row[1]), expression: EventTypeExpression(try row[3]),
                isEnabled: try row[4], revision: try row[5])
            fresh[WebhookOwner(key: try row[0])]?.listing.subscriptions.append(subscription)
        }
        remember(fresh)
        return fresh.mapValues(\.listing)
    }

    /// The owners' own webhooks, and those of applications that are members of a project.
    private static let hearing = """
        SELECT hearing.listing, owner, id, event_type, disabled_reason IS NULL, revision
        FROM (
            SELECT listing, listing AS owner FROM unnest($1) AS listing
            UNION ALL
            SELECT listing, -account FROM unnest($1) AS listing JOIN members ON members.project = listing
        ) AS hearing JOIN webhooks USING (owner) ORDER BY id
        """

    private func remember(_ fresh: [WebhookOwner: Entry]) {
        entries.withLock { entries in
            if entries.count + fresh.count > Self.maximumListings { entries = [:] }
            entries.merge(fresh) { $1 }
        }
    }

    /// Call in everything that changes webhooks, projects, or applications, before the change and after locking the
    /// rows of the webhooks to change: always in this order, so that no two transactions deadlock.
    static func willChange(_ owners: Set<WebhookOwner>, _ session: PostgresSession) throws {
        let applications = owners.compactMap(\.application)
        var projects = owners.compactMap(\.project)
        if !applications.isEmpty {
            try lockAlone(applicationLock, applications, session)
            projects += try session.values(
                Project.Number.self, "SELECT DISTINCT project FROM members WHERE account = ANY($1)", applications)
            try session.run(
                "UPDATE accounts SET subscriptions_version = subscriptions_version + 1 WHERE id = ANY($1)",
                applications)
        }
        try change(projects, session)
    }

    /// Call before changing an account's membership in a project.
    static func willChange(
        membershipOf account: Account.ID, in project: Project.Number, _ session: PostgresSession
    ) throws {
        try lockAlone(applicationLock, [account], session)
        try change([project], session)
    }

    private static func change(_ projects: [Project.Number], _ session: PostgresSession) throws {
        try lockAlone(lock, projects, session)
        try session.run(
            "UPDATE projects SET subscriptions_version = subscriptions_version + 1 WHERE number = ANY($1)", projects)
    }

    private static func lockAlone(_ lock: Int32, _ ids: [Int64], _ session: PostgresSession) throws {
        try session.query(
            "SELECT pg_advisory_xact_lock($1, locked) FROM unnest($2) AS locked", lock, places(of: ids))
    }
}
