import Domain
import PostgresClient

/// A page of the log as a statement. The ids begin with the time, so a range of times is a range of the key in every
/// index, and of partitions.
struct DeliveryListing {
    private(set) var parameters = PostgresParameters()
    private var conditions: [String] = []
    private let source: String
    private let limit: Int

    init(in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int) {
        self.limit = limit
        // What is leased now is little, and in no index of the log: cheaper to sort than to look for in all of it.
        source =
            filter.state == .sending ? "(SELECT * FROM deliveries WHERE state = 1 OFFSET 0) AS leased" : "deliveries"
        add("owner =", owner.key)
        add("webhook =", filter.webhook)
        add(filter.state)
        add("event_type =", filter.eventType)
        add("id >=", filter.since.map(DeliveryID.first(of:)))
        add("id <", filter.until.map(DeliveryID.first(of:)))
        add("id <", id)
    }

    var sql: String {
        """
        SELECT *, \(PostgresStore.slug) FROM \(source) WHERE \(conditions.joined(separator: " AND "))
        ORDER BY id DESC LIMIT \(limit)
        """
    }

    private mutating func add<Value: PostgresEncodable>(_ condition: String, _ value: Value?) {
        guard let value else { return }
        conditions.append("\(condition) \(parameters.add(value))")
    }

    /// Literals, so that the partial indexes are seen to hold what is asked for.
    private mutating func add(_ state: Delivery.State?) {
        guard let state else { return }
        conditions.append("state = \(state.rawValue)")
    }
}
