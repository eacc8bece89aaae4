import Domain
import GRDB
import Storage
import Synchronization

/// Which webhooks receive which events of a project: read once, and cached until a webhook or a membership changes. An
/// application has its own listing, for its pings.
///
/// Used on the writing thread only; the lock is there for the compiler and is never contended.
final class Subscriptions: Sendable {
    /// The most listings to keep; beyond that, all are dropped.
    static let maximumListings = 1_000

    private let listings = Mutex<[WebhookOwner: SubscriptionListing]>([:])

    /// Nil if the owner is gone.
    func listing(of owner: WebhookOwner, _ context: WriteContext) throws -> SubscriptionListing? {
        if let known = listings.withLock({ $0[owner] }) { return known }
        guard let listing = try Self.fetch(owner, context.db) else { return nil }
        listings.withLock { listings in
            if listings.count >= Self.maximumListings { listings = [:] }
            listings[owner] = listing
        }
        return listing
    }

    /// Call in every job that changes webhooks, memberships, or projects. Whatever another job of the same commit reads
    /// afterward is already the new state; if the commit is rolled back, the listing is dropped once more.
    ///
    /// An application's webhooks are in the listing of every project it is a member of, so call this while it is still
    /// a member.
    func forget(_ owner: WebhookOwner, _ context: WriteContext) throws {
        let owners = try [owner] + Self.projects(heardBy: owner, context.db).map { .project($0) }
        drop(owners)
        context.effects.whenRolledBack { [self] in drop(owners) }
    }

    private func drop(_ owners: [WebhookOwner]) {
        listings.withLock { listings in
            for owner in owners { listings[owner] = nil }
        }
    }

    private static func projects(heardBy owner: WebhookOwner, _ db: Database) throws -> [Project.Number] {
        guard let application = owner.application else { return [] }
        return try Project.Number.fetchAll(
            db, sql: "SELECT project FROM members WHERE account = ?", arguments: [application])
    }

    private static func fetch(_ owner: WebhookOwner, _ db: Database) throws -> SubscriptionListing? {
        guard let slug = try slug(of: owner, db) else { return nil }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, owner, event_type, disabled_reason, revision FROM webhooks
                WHERE owner = ?1 OR owner IN (SELECT -account FROM members WHERE project = ?1)
                """,
            arguments: [owner.key])
        let subscriptions = rows.map { row in
            Subscription(
                webhook: row[0], owner: WebhookOwner(key: row[1]), expression: EventTypeExpression(row[2]),
                isEnabled: (row[3] as String?) == nil, revision: row[4])
        }
        return SubscriptionListing(slug: slug, subscriptions: subscriptions.sorted { $0.webhook < $1.webhook })
    }

    private static func slug(of owner: WebhookOwner, _ db: Database) throws -> String? {
        switch owner {
        case .project(let number): try SQLiteStore.project(number, db)?.id
        case .application(let id): try SQLiteStore.application("id = ?", [id], db) == nil ? nil : ""
        }
    }
}
