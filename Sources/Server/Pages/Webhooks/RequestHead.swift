import Domain

/// The head of a request as a webhook's receiver sees it, with the constant parts filled in.
struct RequestHead: Sendable {
    private static let delivery = "2b0c5a52-6f0c-4c9e-9c39-0d6a6b0f7b11"

    let text: String

    init(_ webhook: Webhook, project: String) {
        var headers = [
            ("content-type", "application/json"), ("X-Perfsee-Delivery", Self.delivery),
            ("X-Perfsee-Event", Self.header(of: webhook.eventType)), ("X-Perfsee-Hook-ID", String(webhook.id)),
            ("X-Perfsee-Hook-Project", project),
        ]
        if webhook.hasSecret { headers.append(("X-Perfsee-Signature-256", "sha256=…")) }
        headers += [("webhook-id", Self.delivery), ("webhook-timestamp", "1671405130")]
        if webhook.hasSecret { headers.append(("webhook-signature", "v1,…")) }
        headers += webhook.headerNames.map { ($0, "…") }
        text = (["POST \(webhook.url)"] + headers.map { "\($0): \($1)" }).joined(separator: "\n")
    }

    /// The first literal type in the expression, as the header writes it.
    private static func header(of expression: EventTypeExpression) -> String {
        let items = expression.text.split(byte: ",").map(\.trimmed)
        let first = items.first { !$0.isEmpty && !$0.contains("*") } ?? EventType.bundleFinished.text
        return first.replacing(":", with: "-")
    }
}
