import Domain

extension NewReplay {
    /// The states as stored in their column, and as SQL lists them.
    package var statesColumn: String { states.map(\.rawValue).sorted().map(String.init).joined(separator: ",") }

    package init(replay row: some StoredRow) throws {
        let states: String = try row["states"]
        let eventType: String? = try row["event_type"]
        try self.init(
            since: Timestamp(milliseconds: row["since"]), until: Timestamp(milliseconds: row["until"]),
            states: Set(states.split(separator: ",").compactMap { Int($0).flatMap(Delivery.State.init(rawValue:)) }),
            eventType: eventType.map { EventTypeExpression($0) })
    }
}

extension Replay {
    package init?(row: some StoredRow) throws {
        guard let state = try State(rawValue: row["state"]) else { return nil }
        try self.init(
            id: row["id"], state: state, since: Timestamp(milliseconds: row["since"]),
            until: Timestamp(milliseconds: row["until"]), total: row["total"], done: row["done"],
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}
