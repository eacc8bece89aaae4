import PostgresClient

/// Every lease that a database has seen: recorded by a trigger in the transactions that change them.
struct LeaseHistory {
    /// A delivery was leased, or its lease ended.
    struct Change {
        /// By the wall clock, in milliseconds, like `until`.
        var time: Int64
        /// The address of the node that made the change.
        var node: String
        /// When the lease ends; nil for the end of a lease.
        var until: Int64?
    }

    static let trigger = """
        CREATE TABLE lease_history (
            place bigserial PRIMARY KEY, delivery uuid NOT NULL, until bigint, node inet,
            at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE INDEX ON lease_history (delivery, place);
        CREATE FUNCTION note_lease() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO lease_history (delivery, until, node) VALUES (NEW.id, NEW.lease_until, inet_client_addr());
                RETURN NULL;
            END $$;
        CREATE TRIGGER note_lease AFTER INSERT OR UPDATE ON deliveries FOR EACH ROW EXECUTE FUNCTION note_lease();
        """

    private let changes: [String: [Change]]

    init(_ connection: PostgresConnection) async throws {
        let result = try await connection.query(
            """
            SELECT delivery::text, floor(extract(epoch FROM at) * 1000)::bigint, host(node), until
            FROM lease_history ORDER BY place
            """)
        var changes: [String: [Change]] = [:]
        for row in result {
            let change = Change(time: try row[1], node: try row[2], until: try row[3])
            changes[try row[0], default: []].append(change)
        }
        self.changes = changes
    }

    /// The last change of a delivery up to a time.
    func last(of delivery: String, at time: Int64) -> Change? {
        changes[delivery]?.last { $0.time <= time }
    }

    /// How often a delivery was leased by a node.
    func leases(of delivery: String, by node: String) -> Int {
        changes[delivery]?.count { $0.node == node && $0.until != nil } ?? 0
    }
}
