import Domain
import GRDB
import Synchronization

/// Which webhooks of a project want what: read once, kept until a webhook of the project changes.
///
/// Used on the writing thread alone; the lock is there for the compiler and is never contended.
final class Subscriptions: Sendable {
    /// The most projects that are kept; at one more all are forgotten.
    static let maximumProjects = 1_000

    private let listings = Mutex<[Project.Number: SubscriptionListing]>([:])

    /// Nil where the project is gone.
    func listing(of project: Project.Number, _ context: WriteContext) throws -> SubscriptionListing? {
        if let known = listings.withLock({ $0[project] }) { return known }
        guard let listing = try Self.fetch(project, context.db) else { return nil }
        listings.withLock { listings in
            if listings.count >= Self.maximumProjects { listings = [:] }
            listings[project] = listing
        }
        return listing
    }

    /// To be called by every job that changes webhooks or projects, after its change. What another job of the same
    /// commit reads then is already the new; if the commit comes to nothing, it is forgotten once more.
    func forget(_ project: Project.Number, _ context: WriteContext) {
        listings.withLock { $0[project] = nil }
        context.whenRolledBack { [self] in
            listings.withLock { $0[project] = nil }
        }
    }

    private static func fetch(_ project: Project.Number, _ db: Database) throws -> SubscriptionListing? {
        guard
            let slug = try String.fetchOne(
                db, sql: "SELECT slug FROM projects WHERE number = ? AND deleted_at IS NULL", arguments: [project])
        else { return nil }
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, event_type, disabled_reason, revision FROM webhooks WHERE project = ?",
            arguments: [project])
        let subscriptions = rows.map { row in
            Subscription(
                webhook: row[0], expression: EventTypeExpression(row[1]), isEnabled: (row[2] as String?) == nil,
                revision: row[3])
        }
        return SubscriptionListing(slug: slug, subscriptions: subscriptions)
    }
}
