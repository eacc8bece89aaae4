extension Access {
    /// - Parameter role: the account's role in the project; nil if it is not a member.
    package func verdict(on need: Need, in project: Project, role: Role?) -> Verdict {
        guard mayKnow(of: project, role: role) else { return .hidden }
        return isAllowed(need, role: isInstanceAdmin ? .admin : role) ? .allowed : .forbidden
    }

    private func mayKnow(of project: Project, role: Role?) -> Bool {
        guard onlyProject == nil || onlyProject == project.number else { return false }
        return isInstanceAdmin || role != nil || project.isPublic
    }

    private func isAllowed(_ need: Need, role: Role?) -> Bool {
        // Whoever may know of a project may read it, member or not.
        hasScope(for: need) && (need.role == .read || role == .admin)
    }

    /// Whether the caller may list projects at all.
    package var mayListProjects: Bool { hasScope(for: .read) }

    /// Whether the caller sees all projects, and not just public ones and those that it is a member of.
    package var seesAllProjects: Bool { isInstanceAdmin && onlyProject == nil }
}
