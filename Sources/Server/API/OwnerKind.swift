import Domain

/// Webhooks and deliveries have the same endpoints below a project and below an application.
typealias OwnerKind = WebhookOwner.Kind

extension OwnerKind {
    /// The prefix of its paths.
    var template: String {
        switch self {
        case .project: "/projects/{project}"
        case .application: "/applications/{application}"
        }
    }

    /// Its noun, as used in a summary.
    var anOwner: String {
        switch self {
        case .project: "A project"
        case .application: "An application"
        }
    }

    /// The end of a summary: who may call the endpoint.
    var takes: String {
        switch self {
        case .project: "Requires admin."
        case .application: "Requires admin, as the application itself or as an instance admin."
        }
    }

    var maximumWebhooks: Int {
        switch self {
        case .project: Webhook.maximumPerProject
        case .application: Webhook.maximumPerApplication
        }
    }

    /// The operation id, unique across both kinds.
    func operation(_ id: String) -> String {
        switch self {
        case .project: id
        case .application: "\(id)OfApplication"
        }
    }
}

extension APIRequest {
    /// The owner in the path, for callers with full access to its webhooks.
    func owner(_ kind: OwnerKind) async throws -> Owner {
        switch kind {
        case .project: .project(try await project(for: .admin))
        case .application: .application(try await application())
        }
    }

    /// The application in the path, for the application itself and for instance admins.
    func application() async throws -> Account {
        try await Authorizer(services: services, caller: caller).application(parameter("application"))
    }
}
