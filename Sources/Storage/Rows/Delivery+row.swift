import Domain

extension Delivery {
    package init?(row: some StoredRow) throws {
        guard let state = try State(rawValue: row["state"]) else { return nil }
        try self.init(
            id: row["id"], project: row["slug"], event: row["event"], eventType: EventType(stored: row["event_type"]),
            webhook: row["webhook"], state: state, attemptCount: row["attempt_count"],
            nextAttemptAt: Timestamp(stored: row["due_at"]), isByHand: row["by_hand"] ?? false,
            createdAt: Timestamp(milliseconds: row["created_at"]),
            updatedAt: Timestamp(milliseconds: row["updated_at"]))
    }
}
