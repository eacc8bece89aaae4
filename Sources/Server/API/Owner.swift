import Domain
import Storage

/// The owner of the webhooks and deliveries that a request is about.
enum Owner: Sendable {
    case project(Project)
    case application(Account)

    /// Its key in the store.
    var key: WebhookOwner {
        switch self {
        case .project(let project): .project(project.number)
        case .application(let account): .application(account.id)
        }
    }

    /// Its path in the API.
    var path: String {
        switch self {
        case .project(let project): project.path
        case .application(let account): account.applicationPath
        }
    }

    var kind: OwnerKind { key.kind }

    /// The name it is listed under.
    var name: String {
        switch self {
        case .project(let project): project.id
        case .application(let account): account.name
        }
    }

    /// The noun for it in a sentence.
    var noun: String {
        switch self {
        case .project: "project"
        case .application: "application"
        }
    }

    /// A ping for one of its webhooks.
    func ping(_ webhook: Webhook.ID) -> NewEvent {
        NewEvent(
            owner: key, eventType: .ping, body: EventBody(eventType: .ping, payload: pingPayload(webhook).bytes),
            only: webhook)
    }

    private func pingPayload(_ webhook: Webhook.ID) -> PingPayload {
        switch self {
        case .project(let project): PingPayload(project: project, webhook: webhook)
        case .application(let account): PingPayload(application: account, webhook: webhook)
        }
    }
}
