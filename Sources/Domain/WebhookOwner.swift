/// The owner of a webhook and of its deliveries.
package enum WebhookOwner: Hashable, Sendable {
    /// Its webhooks receive the project's events.
    case project(Project.Number)
    /// Its webhooks receive the events of every project it is a member of.
    case application(Account.ID)

    package enum Kind: Hashable, Sendable, CaseIterable {
        case project, application
    }

    package var kind: Kind {
        switch self {
        case .project: .project
        case .application: .application
        }
    }
}
