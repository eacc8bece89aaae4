package import Domain

package protocol ProjectStore: Sendable {
    /// Throws `StoreError.conflict(.slugTaken)` if the slug belongs, or once belonged, to another project, and
    /// `.notFound` if its first admin is gone.
    func createProject(_ new: NewProject, at now: Timestamp, once: Once<Project>?) async throws -> Reply<Project>
    func project(_ slug: String) async throws -> Project?
    func project(number: Project.Number) async throws -> Project?
    /// A project as far as an account may know of it. Nil if the account may not, and if there is no such project: both
    /// cases take the same steps, so that not even the timing distinguishes them.
    /// - Parameter account: 0 for nobody.
    func project(
        _ slug: String, visibleTo account: Account.ID, with access: Access
    ) async throws -> ProjectInSight?
    /// Newest first. With `account`, only public projects and those it is a member of; nil lists all.
    func projects(
        visibleTo account: Account.ID?, before number: Project.Number?, limit: Int
    ) async throws -> [Project]
    /// Nil if there is no such project.
    func updateProject(
        _ number: Project.Number, _ changes: ProjectChanges, at now: Timestamp
    ) async throws -> Project?
    /// Hides the project at once, stops its deliveries, and revokes its tokens; `Maintenance.erase` does the rest.
    func deleteProject(_ number: Project.Number, at now: Timestamp) async throws -> Bool
    func role(of account: Account.ID, in project: Project.Number) async throws -> Access.Role?
    /// Gives an account a role or, if the role is nil, removes it from the project. Returns the previous role; nil if
    /// it was not a member. Throws `StoreError.notFound` if there is no such account (anymore) to give a role to. What
    /// is pending for a removed application is skipped.
    @discardableResult
    func setRole(
        _ role: Access.Role?, of account: Account.ID, in project: Project.Number, at now: Timestamp
    ) async throws -> Access.Role?
}

/// A project that an account may know of, with the account's role in it.
package struct ProjectInSight: Hashable, Sendable {
    package var project: Project
    /// Nil if the account is not a member.
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
    /// Nil if it is not set.
    package var baselineBranch: String?
    /// Nil if it is not set.
    package var repositoryURL: String?
    /// The account that becomes its first admin; nil if it has no members yet.
    package var firstAdmin: Account.ID?

    package init(
        id: String, host: Project.Host, namespace: String, name: String, isPublic: Bool = false,
        baselineBranch: String? = nil, repositoryURL: String? = nil, firstAdmin: Account.ID? = nil
    ) {
        self.id = id
        self.host = host
        self.namespace = namespace
        self.name = name
        self.isPublic = isPublic
        self.baselineBranch = baselineBranch
        self.repositoryURL = repositoryURL
        self.firstAdmin = firstAdmin
    }
}

/// Nil, or `keep`, leaves a field unchanged.
package struct ProjectChanges: Hashable, Sendable {
    package var host: Project.Host?
    package var namespace: String?
    package var name: String?
    package var isPublic: Bool?
    package var baselineBranch: Change<String> = .keep
    package var repositoryURL: Change<String> = .keep

    package init() {}
}
