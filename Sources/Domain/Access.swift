/// What an account may do in a project: decided from its role, its token and the project, nothing else.
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
        /// Publishing event types of one's own.
        case publish
        /// Everything else in a project.
        case admin
    }

    package enum Verdict: Hashable, Sendable {
        case allowed
        /// The caller may know of the project, but not do this.
        case forbidden
        /// To the caller there is no such project.
        case hidden
    }

    package var isInstanceAdmin: Bool
    package var scopes: Set<Token.Scope>
    /// The only project that the token may be used for.
    package var onlyProject: Project.Number?

    package init(isInstanceAdmin: Bool, scopes: Set<Token.Scope>, onlyProject: Project.Number?) {
        self.isInstanceAdmin = isInstanceAdmin
        self.scopes = scopes
        self.onlyProject = onlyProject
    }

    /// - Parameter role: the account's role in the project; nil where it is no member.
    package func verdict(on need: Need, in project: Project, role: Role?) -> Verdict {
        guard onlyProject == nil || onlyProject == project.number else { return .hidden }
        guard isInstanceAdmin || role != nil || project.isPublic else { return .hidden }
        return isAllowed(need, role: isInstanceAdmin ? .admin : role) ? .allowed : .forbidden
    }

    /// What may be done with an application's webhooks and deliveries: by itself and by instance admins, with a token that
    /// is not narrowed, since they hear of many projects.
    /// - Parameter isItself: whether it is the application that asks.
    package func verdictOnApplication(isItself: Bool) -> Verdict {
        guard isInstanceAdmin || isItself else { return .hidden }
        return scopes.contains(.admin) && onlyProject == nil ? .allowed : .forbidden
    }

    /// Instance-wide acts (creating projects, applications): an instance admin with an unnarrowed admin token.
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
