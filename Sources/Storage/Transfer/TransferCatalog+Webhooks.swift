import Domain

extension TransferCatalog {
    static let webhooks = TransferTable(
        "webhooks", key: "id", ofProject: "project = PROJECT",
        columns: [
            .required("id", .number(.webhooks)), .optional("project", .itsProject),
            .optional("application", .number(.accounts)), .required("url", .text), .required("event_type", .text),
            .optional("disabled_reason", .text), .required("description", .text), .required("header_names", .text),
            .optional("sealed_headers", .sealed(.headers)), .optional("retry_schedule", .text),
            .required("timeout", .within(webhook(Webhook.timeoutRange.wholeSeconds))),
            .required("max_concurrency", .within(webhook(Webhook.concurrencyRange))),
            .optional("rate_limit", .within(webhook(Webhook.rateRange))), .optional("http_version", .text),
            .required("revision", .count), .required("created_at", .time), .required("updated_at", .time),
            .required("failures", .count), .optional("failing_since", .time), .optional("probe_at", .time),
            .optional("throttled_until", .time), .optional("prepared_secret", .sealed(.secret)),
            .optional("prepared_overlap", .within(webhook(Webhook.overlapRange.wholeSeconds))),
            .optional("last_delivery", .uuid), .optional("last_start", .time), .optional("last_end", .time),
            .optional("last_status", .integer), .optional("last_reason", .text),
        ])

    static let webhookSecrets = TransferTable(
        "webhook_secrets", key: "id", ofProject: "webhook IN (SELECT id FROM webhooks WHERE project = PROJECT)",
        columns: [
            .required("id", .number(.webhookSecrets)), .required("webhook", .number(.webhooks)),
            .required("sealed", .sealed(.secret)), .optional("expires_at", .time),
        ])

    static let events = TransferTable(
        "events", key: "id", ofProject: "owner = PROJECT",
        columns: [
            .required("id", .number(.events)), .required("owner", .owner), .required("event_type", .text),
            .required("body", .bytes), .required("created_at", .time),
            .optional("depth", .within(0...Int64(EventCause.maximumDepth))), .optional("root", .root),
        ])

    static let publishedTypes = TransferTable(
        "published_types", key: "project", "event_type", ofProject: "project = PROJECT",
        columns: [.required("project", .itsProject), .required("event_type", .text)])

    /// Not part of a single project's export: the counts may include other projects' events.
    static let eventRoots = TransferTable(
        "event_roots", key: "root",
        columns: [.required("root", .root), .required("count", .count), .required("expires_at", .time)])

    static let deliveries = TransferTable(
        "deliveries", key: "id", ofProject: "owner = PROJECT",
        columns: [
            .required("id", .uuid), .required("owner", .owner), .optional("event_project", .number(.projects)),
            .required("webhook", .number(.webhooks)), .required("event", .number(.events)),
            .required("event_type", .text), .required("state", .small), .required("attempt_count", .count),
            .required("place", .count), .optional("due_at", .time), .optional("lease", .integer),
            .optional("lease_until", .time), .required("created_at", .time), .required("updated_at", .time),
            .optional("by_hand", .boolean),
        ])

    static let attempts = TransferTable(
        "attempts", key: "delivery", "number",
        ofProject: "delivery IN (SELECT id FROM deliveries WHERE owner = PROJECT)",
        columns: [
            .required("delivery", .uuid), .required("number", .count), .required("start_time", .time),
            .required("end_time", .time), .optional("reason", .text), .optional("detail", .text),
            .optional("messages", .text),
            .required("url", .text), .required("request_headers", .text), .optional("status", .integer),
            .optional("response_headers", .text), .optional("response_body", .bytes),
            .optional("is_truncated", .boolean), .optional("dns", .real), .optional("connect", .real),
            .optional("tls", .real), .optional("first_byte", .real), .required("total", .real),
        ])

    static let replays = TransferTable(
        "replays", key: "id", ofProject: "owner = PROJECT",
        columns: [
            .required("id", .number(.replays)), .required("webhook", .number(.webhooks)), .required("owner", .owner),
            .required("state", .text), .required("since", .integer), .required("until", .integer),
            .required("states", .text), .optional("event_type", .text), .required("total", .count),
            .required("done", .count), .required("position", .bytes), .required("created_at", .time),
        ])

    /// The allowed range of a webhook setting, as a column holds it.
    private static func webhook(_ range: ClosedRange<Int>) -> ClosedRange<Int64> {
        Int64(range.lowerBound)...Int64(range.upperBound)
    }
}
