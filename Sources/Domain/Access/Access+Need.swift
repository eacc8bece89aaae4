extension Access {
    /// What a request needs.
    package enum Need: Sendable, CaseIterable {
        /// The project and its artifacts.
        case read
        /// Uploading a build.
        case upload
        /// Publishing custom event types.
        case publish
        /// Everything else in a project.
        case admin

        /// Perfsee's own types report what Perfsee found: publishing them by hand needs more than a custom type does.
        package static func publishing(_ type: EventType) -> Need {
            EventCatalog.contains(type) ? .admin : .publish
        }

        /// The scopes of which a token must have one.
        var scopes: Set<Token.Scope> {
            switch self {
            case .read: [.read, .admin]
            case .upload: [.upload, .admin]
            case .publish: [.publish, .admin]
            case .admin: [.admin]
            }
        }

        /// The role that a member must have.
        var role: Role {
            switch self {
            case .read: .read
            case .upload, .publish, .admin: .admin
            }
        }
    }

    func hasScope(for need: Need) -> Bool { !scopes.isDisjoint(with: need.scopes) }
}
