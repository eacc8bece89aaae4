import Domain
import Storage

/// One item that a node tells the others.
enum NodeMessage: Hashable, Sendable {
    /// Something is pending for a webhook, due at that time.
    case due(DueWebhook)
    /// A webhook was changed, disabled or deleted.
    case changed(Webhook.ID)
    /// An artifact may be pending.
    case artifactPending
    /// A replay was created.
    case replayRunning
    /// The sender has readers of that owner's changes.
    case watching(WebhookOwner)
    case delivery(DeliveryID, WebhookOwner)
    case artifact(Artifact.ID, Artifact.Status, Project.Number)
    /// So much of an owner's data has changed that its readers have to read again.
    case reset(WebhookOwner)
    /// The project or the application was deleted.
    case ended(WebhookOwner)
}

/// Encodes node messages as the text of a notification: the sender, then each item after a space.
enum NodeMessageCodec {
    /// The maximum length of a message, in bytes; the server accepts less than 8,000.
    static let maximumBytes = 7_900

    /// The fewest messages that hold all items, each once; for each webhook, only the earliest due time.
    static func messages(of items: [NodeMessage], from node: String) -> [String] {
        var messages: [String] = []
        var message = node
        for item in condensed(items) {
            let text = " " + item.text
            if message.utf8.count + text.utf8.count > maximumBytes {
                messages.append(message)
                message = node
            }
            message += text
        }
        return message == node ? messages : messages + [message]
    }

    /// Skips items that cannot be read, for example those of a later version.
    static func items(of message: String) -> (node: String, items: [NodeMessage]) {
        let words = message.split(separator: " ")
        return (words.first.map(String.init) ?? "", words.dropFirst().compactMap(NodeMessage.init(text:)))
    }

    private static func condensed(_ items: [NodeMessage]) -> [NodeMessage] {
        var due: [Webhook.ID: DueWebhook] = [:]
        var seen: Set<NodeMessage> = []
        var others: [NodeMessage] = []
        for item in items {
            if case .due(let new) = item {
                var earliest = due[new.webhook] ?? new
                earliest.due = min(earliest.due, new.due)
                earliest.isUrgent = earliest.isUrgent || new.isUrgent
                due[new.webhook] = earliest
            } else if seen.insert(item).inserted {
                others.append(item)
            }
        }
        return others + due.values.map { .due($0) }
    }
}

extension NodeMessage {
    fileprivate var text: String {
        switch self {
        case .due(let due): "d:\(due.webhook):\(due.due.milliseconds)\(due.isUrgent ? ":u" : "")"
        case .changed(let webhook): "c:\(webhook)"
        case .artifactPending: "p"
        case .replayRunning: "R"
        case .watching(let owner): "w:\(owner.key)"
        case .delivery(let id, let owner): "D:\(owner.key):\(id)"
        case .artifact(let id, let status, let project): "A:\(project):\(id):\(status.rawValue)"
        case .reset(let owner): "r:\(owner.key)"
        case .ended(let owner): "e:\(owner.key)"
        }
    }

    fileprivate init?(text: Substring) {
        let parts = text.split(separator: ":").map(String.init)
        let numbers = parts.dropFirst().map { Int64($0) }
        switch (parts.first, parts.count, numbers.first ?? nil) {
        case ("p", 1, _): self = .artifactPending
        case ("R", 1, _): self = .replayRunning
        case ("c", 2, let webhook?): self = .changed(webhook)
        case ("w", 2, let key?): self = .watching(WebhookOwner(key: key))
        case ("r", 2, let key?): self = .reset(WebhookOwner(key: key))
        case ("e", 2, let key?): self = .ended(WebhookOwner(key: key))
        case ("d", 3, let webhook?), ("d", 4, let webhook?):
            guard let time = numbers[1], parts.count == 3 || parts[3] == "u" else { return nil }
            self = .due(
                DueWebhook(webhook: webhook, due: Timestamp(milliseconds: time), isUrgent: parts.count == 4))
        case ("D", 3, let key?):
            guard let id = DeliveryID(parts[2]) else { return nil }
            self = .delivery(id, WebhookOwner(key: key))
        case ("A", 4, let project?):
            guard let id = numbers[1], let status = Artifact.Status(rawValue: parts[3]) else { return nil }
            self = .artifact(id, status, project)
        default: return nil
        }
    }
}
