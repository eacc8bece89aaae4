import DequeModule
import Domain

/// Webhooks that wait for a place: owner by owner, the one that holds least first, and an owner's own in turns.
struct WaitingWebhooks {
    private var queues: [WebhookOwner: Deque<Webhook.ID>] = [:]
    private var owners = LeastFirst<WebhookOwner>()

    /// Whose turn it is, and how many places that owner holds.
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

    /// The owner holds more or fewer places now.
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
