import DequeModule
import Domain

/// Webhooks that wait for a place: the owner that holds least comes first, and an owner's webhooks take turns.
struct WaitingWebhooks {
    private var queues: [WebhookOwner: Deque<Webhook.ID>] = [:]
    private var owners = LeastFirst<WebhookOwner>()

    /// The owner whose turn it is, and how many places it holds.
    var first: (owner: WebhookOwner, held: Int)? { owners.first.map { ($0.element, $0.weight) } }

    mutating func append(_ webhook: Webhook.ID, of owner: WebhookOwner, holding held: Int) {
        if queues[owner] == nil { owners.set(owner, weight: held) }
        queues[owner, default: []].append(webhook)
    }

    mutating func remove(_ webhook: Webhook.ID, of owner: WebhookOwner) {
        queues[owner]?.removeAll { $0 == webhook }
        forgetIfEmpty(owner)
    }

    mutating func popFirst(of owner: WebhookOwner) -> Webhook.ID? {
        let webhook = queues[owner]?.popFirst()
        forgetIfEmpty(owner)
        return webhook
    }

    /// Updates how many places the owner holds.
    mutating func holds(_ owner: WebhookOwner, _ held: Int) {
        owners.update(owner, weight: held)
    }

    var isEmpty: Bool { queues.isEmpty }

    private mutating func forgetIfEmpty(_ owner: WebhookOwner) {
        guard queues[owner]?.isEmpty == true else { return }
        queues[owner] = nil
        owners.remove(owner)
    }
}
