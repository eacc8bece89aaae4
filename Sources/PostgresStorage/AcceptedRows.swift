import Domain
import PostgresClient
import Storage

/// The rows of accepted events and their deliveries, column by column, on their way into the database.
struct AcceptedRows {
    private var events = Events()
    private var deliveries = Deliveries()
    private var roots: EventRoots

    init(roots: EventRoots) {
        self.roots = roots
    }

    private struct Events {
        var ids = PostgresColumn<Int64>()
        var owners = PostgresColumn<Int64>()
        var types = PostgresColumn<String>()
        var bodies = PostgresColumn<[UInt8]>()
        var times = PostgresColumn<Int64>()
        var depths = PostgresColumn<Int>()
        var roots = PostgresColumn<Int64>()
    }

    private struct Deliveries {
        var ids = PostgresColumn<DeliveryID>()
        var owners = PostgresColumn<Int64>()
        var eventProjects = PostgresColumn<Int64>()
        var webhooks = PostgresColumn<Int64>()
        var events = PostgresColumn<Int64>()
        var types = PostgresColumn<String>()
        var states = PostgresColumn<Int16>()
        var due = PostgresColumn<Int64>()
        var leases = PostgresColumn<Int64>()
        var leasesUntil = PostgresColumn<Int64>()
        var times = PostgresColumn<Int64>()
    }

    /// - Returns: false, with nothing to write, if too many events go back to the same root.
    mutating func append(_ fanOut: FanOut) -> Bool {
        switch roots.take(fanOut.event) {
        case .none: events.roots.appendNull()
        case .counted(let root): events.roots.append(root.key)
        case .tooMany: return false
        }
        events.depths.append(fanOut.event.cause?.depth)
        events.ids.append(fanOut.id)
        events.owners.append(fanOut.event.owner.key)
        events.types.append(fanOut.event.eventType.text)
        events.bodies.append(fanOut.event.body.bytes)
        events.times.append(fanOut.now.milliseconds)
        return true
    }

    mutating func append(_ new: NewDelivery, of fanOut: FanOut) {
        deliveries.ids.append(new.id)
        deliveries.owners.append(new.owner.key)
        deliveries.eventProjects.append(new.eventProject)
        deliveries.webhooks.append(new.webhook)
        deliveries.events.append(fanOut.id)
        deliveries.types.append(fanOut.event.eventType.text)
        deliveries.states.append(Int16(new.state.rawValue))
        deliveries.due.append(new.state == .pending ? fanOut.now.milliseconds : nil)
        deliveries.leases.append(new.lease)
        deliveries.leasesUntil.append(new.leaseUntil?.milliseconds)
        deliveries.times.append(fanOut.now.milliseconds)
    }

    /// If nothing else has to be done in the transaction, the rows are sent with COMMIT.
    func insert(_ session: PostgresSession) throws {
        guard events.ids.count > 0 else { return }
        try roots.note(session)
        try session.postpone { pipeline in
            try pipeline.add(
                Self.insertEvents, events.ids, events.owners, events.types, events.bodies, events.times,
                events.depths, events.roots)
            guard deliveries.ids.count > 0 else { return }
            try pipeline.add(
                Self.insertDeliveries, deliveries.ids, deliveries.owners, deliveries.eventProjects,
                deliveries.webhooks, deliveries.events, deliveries.types, deliveries.states, deliveries.due,
                deliveries.leases, deliveries.leasesUntil, deliveries.times)
        }
    }

    static let insertEvents = """
        INSERT INTO events (id, owner, event_type, body, created_at, depth, root)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """

    static let insertDeliveries = """
        INSERT INTO deliveries (id, owner, event_project, webhook, event, event_type, state, due_at, lease, lease_until,
            created_at, updated_at)
        SELECT id, owner, event_project, webhook, event, event_type, state, due_at, lease, lease_until, time, time
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS new (id, owner, event_project, webhook, event, event_type, state, due_at, lease, lease_until, time)
        """
}
