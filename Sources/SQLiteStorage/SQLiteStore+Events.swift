package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: EventStore {
    package func accept(
        _ event: NewEvent, at now: Timestamp, once: Once<Accepted>?
    ) async throws -> Reply<Accepted> {
        guard let once else {
            // The path of most events: nothing in it throws in normal operation, so it needs no savepoint.
            let accepted = try await commits.write(isolated: false) { [self] context in
                try write(event, at: now, context)
            }
            return .done(try accepted.get())
        }
        return try await write(once: once, at: now) { [self] context in
            try write(event, at: now, context).get()
        }
    }

    package func accept(
        _ batch: [BatchedEvent], at now: Timestamp, once: Once<[BatchedReply]>?
    ) async throws -> Reply<[BatchedReply]> {
        try await write(once: once, at: now) { [self] context in
            try batch.enumerated().map { index, item in
                let reply = try Self.run(once: item.once, at: now, context.db) {
                    try write(item.event, at: now, context).get()
                }
                return try BatchedReply(reply, at: index)
            }
        }
    }

    package func event(_ id: Event.ID, in project: Project.Number) async throws -> Event? {
        try await pool.read { db in
            try Row.first(db, "SELECT * FROM events WHERE id = ? AND owner = ?", [id, project], Event.init(row:))
        }
    }

    package func events(
        in project: Project.Number, matching filter: EventFilter, before id: Event.ID?, limit: Int
    ) async throws -> [Event] {
        let condition = try filter.eventType.map(EventTypeCondition.init)
        let isWanted = condition.map { "AND \($0.sql)" } ?? ""
        return try await pool.read { db in
            let ids = try EventIDRange(filter, before: id) { try Self.event(of: project, from: $0, db) }
            var arguments: StatementArguments = [project, ids.lowest, ids.end]
            if let condition { arguments += [condition.argument] }
            arguments += [limit]
            return try Row.all(
                db, "SELECT * FROM events WHERE owner = ? AND id >= ? AND id < ? \(isWanted) ORDER BY id DESC LIMIT ?",
                arguments, Event.init(row:))
        }
    }

    /// The project's first event with at least that id.
    private static func event(of project: Project.Number, from id: Event.ID, _ db: Database) throws
        -> EventIDRange.Place?
    {
        try Row.first(
            db, "SELECT id, created_at FROM events WHERE owner = ? AND id >= ? ORDER BY id LIMIT 1", [project, id]
        ) { EventIDRange.Place(id: $0["id"], createdAt: Timestamp(milliseconds: $0["created_at"])) }
    }

    /// A delivery's id begins with the time of its event, so few rows are read for each.
    package func deliveryCounts(
        of events: [Event], in project: Project.Number
    ) async throws -> [Event.ID: [Delivery.State: Int]] {
        try await pool.read { db in
            var counts: [Event.ID: [Delivery.State: Int]] = [:]
            for event in events {
                let states = try Int.fetchAll(
                    db.cachedStatement(
                        sql: "SELECT state FROM deliveries WHERE owner = ? AND id >= ? AND id < ? AND event = ?"),
                    arguments: [
                        project, DeliveryID.first(of: event.createdAt).data,
                        DeliveryID.first(of: event.createdAt + .milliseconds(1)).data, event.id,
                    ])
                for state in states.compactMap(Delivery.State.init(rawValue:)) {
                    counts[event.id, default: [:]][state, default: 0] += 1
                }
            }
            return counts
        }
    }

    /// Writes the event and its deliveries. Fails, with nothing written, if the owner (or the one webhook of a ping) is
    /// gone, the project's quota is used up, or too many events go back to the same root. That is not an error of the
    /// transaction: whatever else was accepted in it stays.
    func write(
        _ event: NewEvent, at now: Timestamp, _ context: WriteContext
    ) throws -> Result<Accepted, StoreError> {
        guard let listing = try subscriptions.listing(of: event.owner, context),
            let receivers = listing.receivers(of: event)
        else { return .failure(.notFound) }
        let root = try event.cause.map { try Self.root(of: $0, context.db) }
        if let root, try Self.isFull(root, context.db) {
            return .failure(.refused(.eventLoop(maximum: EventCause.maximumEvents)))
        }
        if let breach = try context.count(event, at: now) { return .failure(.quota(breach)) }
        if let root { try Self.count(root, at: now, context.db) }
        let id = try insert(event, root, at: now, context)
        try recordType(of: event, context)
        context.effects.accept()
        var fanOut = FanOut(event: event, id: id, slug: listing.slug, now: now)
        for receiver in receivers {
            let new = fanOut.add(receiver, as: context.newDeliveryID(at: now), lease: nextLease(), context.effects)
            try insert(new, of: fanOut, context)
        }
        if broadcaster.isWatched {
            for new in fanOut.deliveries where broadcaster.isWatched(new.owner) { try announce(new.id, context) }
        }
        return .success(fanOut.accepted)
    }

    private func insert(
        _ event: NewEvent, _ root: EventRoot?, at now: Timestamp, _ context: WriteContext
    ) throws -> Event.ID {
        var statement = try context.statement(.insertEvent)
        try statement.bind(event.owner.key)
        try statement.bind(event.eventType.text)
        try statement.bind(event.body.bytes)
        try statement.bind(now)
        try statement.bind(event.cause?.depth)
        try statement.bind(root?.key)
        try statement.run()
        return context.db.lastInsertedRowID
    }

    private func insert(_ new: NewDelivery, of fanOut: FanOut, _ context: WriteContext) throws {
        var statement = try context.statement(.insertDelivery)
        try statement.bind(new.id)
        try statement.bind(new.owner.key)
        try statement.bind(new.eventProject)
        try statement.bind(new.webhook)
        try statement.bind(fanOut.id)
        try statement.bind(fanOut.event.eventType.text)
        try statement.bind(new.state.rawValue)
        try statement.bind(new.state == .pending ? fanOut.now : nil)
        try statement.bind(new.lease)
        try statement.bind(new.leaseUntil)
        try statement.bind(fanOut.now)
        try statement.bind(fanOut.now)
        try statement.run()
    }
}
