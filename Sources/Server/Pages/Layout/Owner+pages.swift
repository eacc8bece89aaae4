import Domain

extension Owner {
    /// The path of its home page.
    var pagePath: String {
        switch self {
        case .project(let project): "/\(project.id)"
        case .application(let account): account.applicationPagePath
        }
    }

    /// The path above its settings; those of an application are directly below its home page.
    var settingsPath: String {
        switch self {
        case .project: "\(pagePath)/settings"
        case .application: pagePath
        }
    }

    var webhooksPath: String { "\(settingsPath)/webhooks" }
    var tokensPath: String { "\(settingsPath)/tokens" }
    var deliveriesPath: String { "\(pagePath)/deliveries" }
}

extension OwnerKind {
    /// The prefix of its page paths.
    var pages: String {
        switch self {
        case .project: "/{project}"
        case .application: "/applications/{application}"
        }
    }

    /// The prefix of its settings paths.
    var settings: String {
        switch self {
        case .project: "\(pages)/settings"
        case .application: pages
        }
    }
}

extension Account {
    var applicationPagePath: String { "/applications/\(id)" }
}
