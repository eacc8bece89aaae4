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
                db, sql: "SELECT * FROM events WHERE id = ? AND project = ?", arguments: [id, project]
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
                    SELECT * FROM events WHERE project = ? AND id < ? AND (? IS NULL OR event_type = ?)
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [project, id ?? .max, eventType, eventType, limit]
            ).map(Event.init(row:))
        }
    }

    /// Writes the event and its deliveries; nil where the project (or the one webhook of a ping) is gone.
    func write(_ event: NewEvent, at now: Timestamp, _ context: WriteContext) throws -> Accepted? {
        guard let listing = try subscriptions.listing(of: event.project, context) else { return nil }
        let receivers = listing.subscriptions.filter { subscription in
            if let only = event.only { return subscription.webhook == only }
            return subscription.expression.matches(event.eventType)
        }
        if event.only != nil, receivers.isEmpty { return nil }
        let id = try insert(event, at: now, context.db)
        var fanOut = FanOut(event: event, id: id, slug: listing.slug, now: now, handover: currentHandover)
        for receiver in receivers {
            try fanOut.add(receiver, lease: nextLease(), context)
        }
        fanOut.announce(context)
        return Accepted(event: id, deliveries: fanOut.sent, firstDelivery: fanOut.first)
    }

    private func insert(_ event: NewEvent, at now: Timestamp, _ db: Database) throws -> Event.ID {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO events (project, event_type, body, created_at) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [
            event.project, event.eventType.text, Data(event.body.bytes), now.milliseconds,
        ])
        return db.lastInsertedRowID
    }
}

/// One event's deliveries on their way into the store: those that the worker has room for are leased to it at once.
private struct FanOut {
    let event: NewEvent
    let id: Event.ID
    let slug: String
    let now: Timestamp
    let handover: (any DeliveryHandover)?
    var sent = 0
    var first: DeliveryID?
    private var taken: [LeasedDelivery] = []
    private var pending: [DueWebhook] = []
    private var random = SystemRandomNumberGenerator()

    init(event: NewEvent, id: Event.ID, slug: String, now: Timestamp, handover: (any DeliveryHandover)?) {
        self.event = event
        self.id = id
        self.slug = slug
        self.now = now
        self.handover = handover
    }

    mutating func add(_ receiver: Subscriptions.Subscription, lease: Int64, _ context: WriteContext) throws {
        let delivery = DeliveryID.make(at: now, using: &random)
        first = first ?? delivery
        guard receiver.isEnabled || event.only != nil else {
            return try insert(delivery, receiver, .skipped, context.db)
        }
        sent += 1
        let bytes = event.body.bytes.count
        guard
            let handover,
            let until = handover.reserve(receiver.webhook, bytes: bytes, isPing: event.only != nil, at: now)
        else {
            pending.append(DueWebhook(webhook: receiver.webhook, due: now))
            return try insert(delivery, receiver, .pending, context.db)
        }
        let webhook = receiver.webhook
        context.whenRolledBack { handover.cancel(webhook, bytes: bytes) }
        let lease = Lease(delivery: delivery, token: lease)
        taken.append(
            LeasedDelivery(
                lease: lease, leaseUntil: until, webhook: webhook, webhookRevision: receiver.revision, project: slug,
                event: id, eventType: event.eventType, attemptCount: 0, place: 1, createdAt: now, body: event.body))
        try insert(delivery, receiver, .sending, lease: lease.token, until: until, context.db)
    }

    func announce(_ context: WriteContext) {
        guard let handover else { return }
        if !taken.isEmpty {
            context.whenCommitted { [taken] in handover.take(taken) }
        }
        if !pending.isEmpty {
            context.whenCommitted { [pending] in handover.pending(pending) }
        }
    }

    private func insert(
        _ delivery: DeliveryID, _ receiver: Subscriptions.Subscription, _ state: Delivery.State, lease: Int64? = nil,
        until: Timestamp? = nil, _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO deliveries (id, project, webhook, event, event_type, state, due_at, lease, lease_until,
                    created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            delivery.data, event.project, receiver.webhook, id, event.eventType.text, state.rawValue,
            state == .pending ? now.milliseconds : nil, lease, until?.milliseconds, now.milliseconds,
            now.milliseconds,
        ])
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
