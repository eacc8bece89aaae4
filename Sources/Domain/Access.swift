/// What an account may do in a project: decided by its role, its token, and the project alone.
package struct Access: Hashable, Sendable {
    package enum Role: String, Sendable, CaseIterable {
        case read, admin
    }

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
    }

    package enum Verdict: Hashable, Sendable {
        case allowed
        /// The caller may know of the project but may not do this.
        case forbidden
        /// To the caller, the project does not exist.
        case hidden
    }

    package var isInstanceAdmin: Bool
    package var scopes: Set<Token.Scope>
    /// The only project the token may be used for.
    package var onlyProject: Project.Number?

    package init(isInstanceAdmin: Bool, scopes: Set<Token.Scope>, onlyProject: Project.Number?) {
        self.isInstanceAdmin = isInstanceAdmin
        self.scopes = scopes
        self.onlyProject = onlyProject
    }

    /// - Parameter role: the account's role in the project; nil if it is not a member.
    package func verdict(on need: Need, in project: Project, role: Role?) -> Verdict {
        guard onlyProject == nil || onlyProject == project.number else { return .hidden }
        guard isInstanceAdmin || role != nil || project.isPublic else { return .hidden }
        return isAllowed(need, role: isInstanceAdmin ? .admin : role) ? .allowed : .forbidden
    }

    /// What may be done with an application's webhooks and deliveries. Because they concern many projects, only the
    /// application itself and instance admins have access, with a token that is not limited to one project.
    /// - Parameter isItself: whether the application itself makes the request.
    package func verdictOnApplication(isItself: Bool) -> Verdict {
        guard isInstanceAdmin || isItself else { return .hidden }
        return scopes.contains(.admin) && onlyProject == nil ? .allowed : .forbidden
    }

    /// Instance-wide actions (creating projects and applications) need an instance admin with an admin token that is
    /// not limited to one project.
    package var mayAdministerInstance: Bool {
        isInstanceAdmin && scopes.contains(.admin) && onlyProject == nil
    }

    private func isAllowed(_ need: Need, role: Role?) -> Bool {
        switch need {
        case .read: !scopes.isDisjoint(with: [.read, .admin])
        case .upload: role == .admin && !scopes.isDisjoint(with: [.upload, .admin])
        case .publish: role == .admin && !scopes.isDisjoint(with: [.publish, .admin])
        case .admin: role == .admin && scopes.contains(.admin)
        }
    }
}
