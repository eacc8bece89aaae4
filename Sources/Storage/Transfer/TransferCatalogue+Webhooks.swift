extension TransferCatalogue {
    static let webhooks = TransferTable(
        "webhooks", key: "id", ofProject: "project = PROJECT",
        columns: [
            .required("id", .number(.webhooks)), .optional("project", .itsProject),
            .optional("application", .number(.accounts)), .required("url", .text), .required("event_type", .text),
            .optional("disabled_reason", .text), .required("description", .text), .required("header_names", .text),
            .optional("sealed_headers", .sealed(.headers)), .optional("retry_schedule", .text),
            .required("timeout", .integer), .required("max_concurrency", .integer), .optional("rate_limit", .integer),
            .required("revision", .integer), .required("created_at", .integer), .required("updated_at", .integer),
            .required("failures", .integer), .optional("failing_since", .integer), .optional("probe_at", .integer),
            .optional("last_delivery", .uuid), .optional("last_start", .integer), .optional("last_end", .integer),
            .optional("last_status", .integer), .optional("last_reason", .text),
        ])

    static let webhookSecrets = TransferTable(
        "webhook_secrets", key: "id", ofProject: "webhook IN (SELECT id FROM webhooks WHERE project = PROJECT)",
        columns: [
            .required("id", .number(.webhookSecrets)), .required("webhook", .number(.webhooks)),
            .required("sealed", .sealed(.secret)), .optional("expires_at", .integer),
        ])

    static let events = TransferTable(
        "events", key: "id", ofProject: "owner = PROJECT",
        columns: [
            .required("id", .number(.events)), .required("owner", .owner), .required("event_type", .text),
            .required("body", .bytes), .required("created_at", .integer),
        ])

    static let deliveries = TransferTable(
        "deliveries", key: "id", ofProject: "owner = PROJECT",
        columns: [
            .required("id", .uuid), .required("owner", .owner), .optional("event_project", .number(.projects)),
            .required("webhook", .number(.webhooks)), .required("event", .number(.events)),
            .required("event_type", .text), .required("state", .small), .required("attempt_count", .integer),
            .required("place", .integer), .optional("due_at", .integer), .optional("lease", .integer),
            .optional("lease_until", .integer), .required("created_at", .integer), .required("updated_at", .integer),
        ])

    static let attempts = TransferTable(
        "attempts", key: "delivery", "number",
        ofProject: "delivery IN (SELECT id FROM deliveries WHERE owner = PROJECT)",
        columns: [
            .required("delivery", .uuid), .required("number", .integer), .required("start_time", .integer),
            .required("end_time", .integer), .optional("reason", .text), .optional("detail", .text),
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
            .required("states", .text), .optional("event_type", .text), .required("total", .integer),
            .required("done", .integer), .required("position", .bytes), .required("created_at", .integer),
        ])
}
