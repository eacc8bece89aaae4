import Domain

/// Webhooks and deliveries have the same endpoints below a project and below an application.
enum OwnerKind: Sendable, CaseIterable {
    case project, application

    /// What their paths begin with.
    var template: String {
        switch self {
        case .project: "/projects/{project}"
        case .application: "/applications/{application}"
        }
    }

    /// As it is called at the beginning of a summary.
    var anOwner: String {
        switch self {
        case .project: "A project"
        case .application: "An application"
        }
    }

    /// How a summary ends: who may.
    var takes: String {
        switch self {
        case .project: "Takes admin."
        case .application: "Takes admin, of the application itself or of an instance admin."
        }
    }

    var maximumWebhooks: Int {
        switch self {
        case .project: Webhook.maximumPerProject
        case .application: Webhook.maximumPerApplication
        }
    }

    /// The id of an operation, told from the same one of the other kind.
    func operation(_ id: String) -> String {
        switch self {
        case .project: id
        case .application: "\(id)OfApplication"
        }
    }
}

extension APIRequest {
    /// The owner of the path, for those who may do everything with its webhooks.
    func owner(_ kind: OwnerKind) async throws -> Owner {
        switch kind {
        case .project: .project(try await project(for: .admin))
        case .application: .application(try await application())
        }
    }

    /// The application of the path, for itself and for instance admins.
    func application() async throws -> Account {
        try await Authorizer(services: services, caller: caller).application(parameter("application"))
    }
}
