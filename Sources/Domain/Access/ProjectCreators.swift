/// Who may create projects on this server.
package enum ProjectCreators: String, Sendable, CaseIterable {
    /// Administrators of the server alone.
    case administrators = "admins"
    /// Every account; whoever creates a project is its first admin.
    case everyone
}

extension Access {
    /// Whether the caller, which has an account, may create projects: as with all instance-wide actions, that takes a
    /// token that is not limited to one project.
    package func mayCreateProjects(_ creators: ProjectCreators) -> Bool {
        scopes.contains(.admin) && onlyProject == nil && (isInstanceAdmin || creators == .everyone)
    }
}
