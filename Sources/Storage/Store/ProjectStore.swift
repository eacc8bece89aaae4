package import Domain

package protocol ProjectStore: Sendable {
    /// Throws `StoreError.conflict(field: "id", …)` for a slug that is, or once was, another project's.
    func createProject(_ new: NewProject, at now: Timestamp, once: Once<Project>?) async throws -> Reply<Project>
    func project(_ slug: String) async throws -> Project?
    func project(number: Project.Number) async throws -> Project?
    /// A project as far as an account may know of it. Nil where it may not, and where there is none: both take the same
    /// steps, so that not even the time that it takes tells the one from the other.
    /// - Parameter account: 0 for nobody.
    func project(
        _ slug: String, visibleTo account: Account.ID, with access: Access
    ) async throws -> ProjectInSight?
    /// Newest first. With `account`, only those that it is a member of and public ones; nil lists all.
    func projects(
        visibleTo account: Account.ID?, before number: Project.Number?, limit: Int
    ) async throws -> [Project]
    /// Nil where the project is not there.
    func updateProject(
        _ number: Project.Number, _ changes: ProjectChanges, at now: Timestamp
    ) async throws -> Project?
    /// Hides it at once, stops its sending and revokes its tokens; `Maintenance.erase` does the rest.
    func deleteProject(_ number: Project.Number, at now: Timestamp) async throws -> Bool
    func role(of account: Account.ID, in project: Project.Number) async throws -> Access.Role?
    /// Gives an account a role, or with nil takes it out of the project. Answers the role before, nil where it was no
    /// member. Throws `StoreError.notFound` where there is no such account (any more) to give one to. What is pending for
    /// an application that is taken out is skipped.
    @discardableResult
    func setRole(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, at now: Timestamp
    ) async throws -> Access.Role?
}

/// A project that an account may know of, with its role in it.
package struct ProjectInSight: Hashable, Sendable {
    package var project: Project
    /// Nil where it is no member.
    package var role: Access.Role?

    package init(project: Project, role: Access.Role?) {
        self.project = project
        self.role = role
    }
}

package struct NewProject: Hashable, Sendable {
    package var id: String
    package var host: Project.Host
    package var namespace: String
    package var name: String
    package var isPublic: Bool
    package var baselineBranch: String

    package init(
        id: String, host: Project.Host, namespace: String, name: String, isPublic: Bool = false,
        baselineBranch: String = Project.defaultBaselineBranch
    ) {
        self.id = id
        self.host = host
        self.namespace = namespace
        self.name = name
        self.isPublic = isPublic
        self.baselineBranch = baselineBranch
    }
}

/// Nil leaves a field as it is.
package struct ProjectChanges: Hashable, Sendable {
    package var host: Project.Host?
    package var namespace: String?
    package var name: String?
    package var isPublic: Bool?
    package var baselineBranch: String?

    package init() {}
}
