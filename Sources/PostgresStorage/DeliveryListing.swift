import Domain
import PostgresClient
import Storage

/// The statement for a page of the log. The ids begin with the time, so a time range is a key range in every index, and
/// a range of partitions.
struct DeliveryListing {
    private(set) var parameters = PostgresParameters()
    private var conditions: [String] = []
    private let source: String
    private let limit: Int

    init(in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int) {
        self.limit = limit
        // Few deliveries are leased at a time, and the log's indexes do not contain them: sorting them is cheaper than
        // searching the whole log.
        source = filter.state == .sending ? Self.leased : "deliveries"
        add("owner =", owner.key)
        add("webhook =", filter.webhook)
        add(filter.state)
        if filter.isRetrying { conditions.append("attempt_count > 0") }
        add(filter.eventType)
        add("id >=", filter.since.map(DeliveryID.first(of:)))
        add("id <", filter.until.map(DeliveryID.first(of:)))
        add("id <", id)
    }

    private static let leased = """
        (SELECT * FROM deliveries WHERE state = \(Delivery.State.sending.sql) OFFSET 0) AS leased
        """

    var sql: String {
        """
        SELECT *, \(PostgresStore.slug) FROM \(source) WHERE \(conditions.joined(separator: " AND "))
        ORDER BY id DESC LIMIT \(limit)
        """
    }

    /// A single type is compared as it is, so that the index with the column serves.
    private mutating func add(_ expression: EventTypeExpression?) {
        guard let expression else { return }
        if let type = expression.onlyType {
            add("event_type =", type)
        } else {
            conditions.append("event_type LIKE ANY (\(parameters.add(expression.patterns)))")
        }
    }

    private mutating func add<Value: PostgresEncodable>(_ condition: String, _ value: Value?) {
        guard let value else { return }
        conditions.append("\(condition) \(parameters.add(value))")
    }

    /// Literals, so that the planner sees that the partial indexes cover the query.
    private mutating func add(_ state: Delivery.State?) {
        guard let state else { return }
        conditions.append("state = \(state.sql)")
    }
}
