import Domain
import PostgresClient
import Storage

/// The roots of the events in one batch, and how many more events may go back to each. The rows of the counts are
/// locked in order and updated once for the whole batch. If nothing led to any of the events, the database is not
/// queried.
struct EventRoots {
    private var roots: [DeliveryID: EventRoot] = [:]
    /// How many more events may go back to each.
    private var left: [EventRoot: Int] = [:]
    private var counted: [EventRoot: Int] = [:]

    init(_ jobs: [AcceptJob], _ session: PostgresSession) throws {
        let deliveries = Set(jobs.compactMap { $0.event.cause?.delivery })
        guard !deliveries.isEmpty, let now = jobs.map(\.now).max() else { return }
        for row in try session.query(Self.find, deliveries.sorted()) {
            roots[try row[0]] = EventRoot(key: try row[1])
        }
        for delivery in deliveries where roots[delivery] == nil { roots[delivery] = EventRoot(unknown: delivery) }
        let keys = Set(roots.values).sorted().map(\.key)
        try session.postpone(Self.begin, keys, (now + EventRoot.lifetime).milliseconds)
        for row in try session.query(Self.lock, keys) {
            left[EventRoot(key: try row[0])] = EventCause.maximumEvents - (try row.read(1, as: Int.self))
        }
    }

    static let find = """
        SELECT deliveries.id, coalesce(events.root, deliveries.event) FROM unnest($1) AS wanted (id)
            JOIN deliveries ON deliveries.id = wanted.id LEFT JOIN events ON events.id = deliveries.event
        """

    private static let begin = """
        INSERT INTO event_roots (root, count, expires_at) SELECT root, 0, $2 FROM unnest($1) AS new (root)
        ON CONFLICT (root) DO NOTHING
        """

    /// Waits for the locks of other transactions, and so sees what they have counted.
    private static let lock = "SELECT root, count FROM event_roots WHERE root = ANY($1) ORDER BY root FOR UPDATE"

    private static let note = """
        UPDATE event_roots SET count = count + new.more FROM unnest($1, $2) AS new (root, more)
        WHERE event_roots.root = new.root
        """

    enum Verdict {
        /// Nothing led to the event.
        case none
        case counted(EventRoot)
        case tooMany
    }

    /// Counts the event if there is room.
    mutating func take(_ event: NewEvent) -> Verdict {
        guard let delivery = event.cause?.delivery, let root = roots[delivery] else { return .none }
        guard let more = left[root], more > 0 else { return .tooMany }
        left[root] = more - 1
        counted[root, default: 0] += 1
        return .counted(root)
    }

    /// Stores the new counts.
    func note(_ session: PostgresSession) throws {
        guard !counted.isEmpty else { return }
        try session.postpone(Self.note, counted.keys.map(\.key), Array(counted.values))
    }
}
