import Domain
import Storage

/// Whose webhooks and deliveries a request is about.
enum Owner: Sendable {
    case project(Project)
    case application(Account)

    /// As the store knows it.
    var key: WebhookOwner {
        switch self {
        case .project(let project): .project(project.number)
        case .application(let account): .application(account.id)
        }
    }

    /// Where it is in the API.
    var path: String {
        switch self {
        case .project(let project): project.path
        case .application(let account): account.applicationPath
        }
    }

    /// What it is listed under.
    var name: String {
        switch self {
        case .project(let project): project.id
        case .application(let account): account.name
        }
    }

    /// As it is called in a sentence.
    var noun: String {
        switch self {
        case .project: "project"
        case .application: "application"
        }
    }

    /// A test of one of its webhooks.
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
