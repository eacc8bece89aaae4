/// The tokens that someone who is signed in creates for a project or an application, on its pages.
extension WebhookOwner {
    /// The account that such a token acts as: an application's act as the application.
    package func tokenActor(for visitor: Account.ID) -> Account.ID {
        switch self {
        case .project: visitor
        case .application(let account): account
        }
    }

    /// The only project that such a token may be used for; nil for an application, whose projects may change.
    package var onlyProjectOfTokens: Project.Number? {
        switch self {
        case .project(let project): project
        case .application: nil
        }
    }
}
