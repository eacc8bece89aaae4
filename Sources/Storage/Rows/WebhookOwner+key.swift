package import Domain

extension WebhookOwner {
    /// The value of an `owner` column: a project's number, or the negated id of an application's account. Both count
    /// from 1, so they never collide.
    package var key: Int64 {
        switch self {
        case .project(let number): number
        case .application(let id): -id
        }
    }

    package init(key: Int64) {
        self = key < 0 ? .application(-key) : .project(key)
    }

    /// Nil for an application.
    package var project: Project.Number? {
        guard case .project(let number) = self else { return nil }
        return number
    }

    /// Nil for a project.
    package var application: Account.ID? {
        guard case .application(let id) = self else { return nil }
        return id
    }

    package var maximumWebhooks: Int {
        application == nil ? Webhook.maximumPerProject : Webhook.maximumPerApplication
    }
}
