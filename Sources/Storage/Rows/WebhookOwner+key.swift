import Domain

extension WebhookOwner {
    /// As it lies in a column `owner`: a project by its number, an application by its account's id below zero. Both
    /// count from 1, so neither is taken for the other.
    var key: Int64 {
        switch self {
        case .project(let number): number
        case .application(let id): -id
        }
    }

    init(key: Int64) {
        self = key < 0 ? .application(-key) : .project(key)
    }

    /// Nil for an application.
    var project: Project.Number? {
        guard case .project(let number) = self else { return nil }
        return number
    }

    /// Nil for a project.
    var application: Account.ID? {
        guard case .application(let id) = self else { return nil }
        return id
    }

    var maximumWebhooks: Int {
        application == nil ? Webhook.maximumPerProject : Webhook.maximumPerApplication
    }
}
