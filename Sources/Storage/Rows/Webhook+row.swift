import Domain

extension Webhook {
    package init(row: some StoredRow) throws {
        try self.init(
            id: row["id"], url: row["url"], hasSecret: row["has_secret"],
            hasPreparedSecret: row["has_prepared_secret"],
            eventType: EventTypeExpression(row["event_type"]),
            disabledReason: (row["disabled_reason"] as String?).flatMap(DisabledReason.init),
            description: row["description"], headerNames: JSONColumn.list(row["header_names"]),
            retrySchedule: RetrySchedule(column: row["retry_schedule"]), timeout: .seconds(row["timeout"] as Int),
            maxConcurrency: row["max_concurrency"], rateLimit: row["rate_limit"],
            httpVersion: WebhookHTTPVersion(column: row["http_version"]),
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
