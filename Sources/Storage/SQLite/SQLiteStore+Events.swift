package import Domain
import Foundation
import GRDB

extension SQLiteStore: EventStore {
    package func accept(
        _ event: NewEvent, at now: Timestamp, once: Once<Accepted>?
    ) async throws -> Reply<Accepted> {
        guard let once else {
            // The way of most events: nothing in it throws in the ordinary course, so it needs no savepoint.
            let accepted = try await commits.write(isolated: false) { [self] context in
                try write(event, at: now, context)
            }
            guard let accepted else { throw StoreError.notFound }
            return .done(accepted)
        }
        return try await write(once: once, at: now) { [self] context in
            try write(event, at: now, context) ?? { throw StoreError.notFound }()
        }
    }

    package func event(_ id: Event.ID, in project: Project.Number) async throws -> Event? {
        try await pool.read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM events WHERE id = ? AND owner = ?", arguments: [id, project]
            ).map(Event.init(row:))
        }
    }

    package func events(
        in project: Project.Number, eventType: String?, before id: Event.ID?, limit: Int
    ) async throws -> [Event] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM events WHERE owner = ? AND id < ? AND (? IS NULL OR event_type = ?)
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [project, id ?? .max, eventType, eventType, limit]
            ).map(Event.init(row:))
        }
    }

    /// Writes the event and its deliveries; nil where the owner (or the one webhook of a ping) is gone.
    func write(_ event: NewEvent, at now: Timestamp, _ context: WriteContext) throws -> Accepted? {
        guard let listing = try subscriptions.listing(of: event.owner, context) else { return nil }
        let receivers = listing.subscriptions.filter { subscription in
            if let only = event.only { return subscription.webhook == only }
            return subscription.expression.matches(event.eventType)
        }
        if event.only != nil, receivers.isEmpty { return nil }
        let id = try insert(event, at: now, context)
        var fanOut = FanOut(event: event, id: id, slug: listing.slug, now: now)
        for receiver in receivers {
            try fanOut.add(receiver, lease: nextLease(), context)
        }
        if board.isWatched {
            for made in fanOut.made where board.isWatched(made.owner) { try announce(made.id, context) }
        }
        return Accepted(event: id, deliveries: fanOut.sent, firstDelivery: fanOut.first)
    }

    private func insert(_ event: NewEvent, at now: Timestamp, _ context: WriteContext) throws -> Event.ID {
        var statement = try context.statement(.insertEvent)
        try statement.bind(event.owner.key)
        try statement.bind(event.eventType.text)
        try statement.bind(event.body.bytes)
        try statement.bind(now)
        try statement.run()
        return context.db.lastInsertedRowID
    }
}

/// One event's deliveries on their way into the store: those that the worker has room for are leased to it at once.
private struct FanOut {
    let event: NewEvent
    let id: Event.ID
    let slug: String
    let now: Timestamp
    var sent = 0
    private(set) var made: [(id: DeliveryID, owner: WebhookOwner)] = []
    var first: DeliveryID? { made.first?.id }

    init(event: NewEvent, id: Event.ID, slug: String, now: Timestamp) {
        self.event = event
        self.id = id
        self.slug = slug
        self.now = now
    }

    mutating func add(_ receiver: Subscriptions.Subscription, lease: Int64, _ context: WriteContext) throws {
        let delivery = context.newDeliveryID(at: now)
        made.append((delivery, receiver.owner))
        guard receiver.isEnabled || event.only != nil else {
            return try insert(delivery, receiver, .skipped, context)
        }
        sent += 1
        let bytes = event.body.bytes.count
        let isPing = event.only != nil
        guard let until = context.reserve(receiver.webhook, bytes: bytes, isPing: isPing, at: now) else {
            context.announce(DueWebhook(webhook: receiver.webhook, due: now))
            return try insert(delivery, receiver, .pending, context)
        }
        let lease = Lease(delivery: delivery, token: lease)
        context.hand(
            LeasedDelivery(
                lease: lease, leaseUntil: until, webhook: receiver.webhook, webhookRevision: receiver.revision,
                project: slug, event: id, eventType: event.eventType, attemptCount: 0, place: 1, createdAt: now,
                body: event.body))
        try insert(delivery, receiver, .sending, lease: lease.token, until: until, context)
    }

    private func insert(
        _ delivery: DeliveryID, _ receiver: Subscriptions.Subscription, _ state: Delivery.State, lease: Int64? = nil,
        until: Timestamp? = nil, _ context: WriteContext
    ) throws {
        var statement = try context.statement(.insertDelivery)
        try statement.bind(delivery)
        try statement.bind(receiver.owner.key)
        try statement.bind(receiver.owner == event.owner ? nil : event.owner.key)
        try statement.bind(receiver.webhook)
        try statement.bind(id)
        try statement.bind(event.eventType.text)
        try statement.bind(state.rawValue)
        try statement.bind(state == .pending ? now : nil)
        try statement.bind(lease)
        try statement.bind(until)
        try statement.bind(now)
        try statement.bind(now)
        try statement.run()
    }
}

extension Event {
    init(row: Row) {
        let body: Data = row["body"]
        self.init(
            id: row["id"], eventType: EventType(stored: row["event_type"]), body: EventBody(stored: Array(body)),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
