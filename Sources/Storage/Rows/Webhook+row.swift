import Domain

extension Webhook {
    package init(row: some StoredRow) throws {
        let waits = try JSONColumn.value(row["retry_schedule"], as: [Int].self)
        try self.init(
            id: row["id"], url: row["url"], hasSecret: row["has_secret"],
            eventType: EventTypeExpression(row["event_type"]),
            disabledReason: (row["disabled_reason"] as String?).flatMap(DisabledReason.init),
            description: row["description"], headerNames: JSONColumn.value(row["header_names"]) ?? [],
            retrySchedule: waits.map(RetrySchedule.init(stored:)), timeout: row["timeout"],
            maxConcurrency: row["max_concurrency"], rateLimit: row["rate_limit"],
            createdAt: Timestamp(milliseconds: row["created_at"]),
            updatedAt: Timestamp(milliseconds: row["updated_at"]),
            health: WebhookHealth(row: row),
            lastDelivery: LastDelivery(row: row))
    }
}

extension Webhook.LastDelivery {
    package init?(row: some StoredRow) throws {
        guard let id: DeliveryID = try row["last_delivery"], let start = try Timestamp(stored: row["last_start"]),
            let end = try Timestamp(stored: row["last_end"])
        else { return nil }
        try self.init(
            deliveryID: id, startTime: start, endTime: end, statusCode: row["last_status"],
            reason: (row["last_reason"] as String?).flatMap(FailureReason.init))
    }
}
