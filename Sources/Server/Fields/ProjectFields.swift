import Domain
import Localization
import Storage

/// The fields of a project.
enum ProjectFields {
    static let idLength = 3...100
    static let namespaceLength = 1...255
    static let nameLength = 1...255
    static let branchLength = 1...255

    static let id = Field<String>.text(
        "id", idLength, "The project's ID, its slug. It can't be changed, or reused after deletion.",
        pattern: "^[a-z0-9_-]*[a-z_-][a-z0-9_-]*$"
    ) { slug in
        guard Project.isValid(slug: slug) else { return .project(.idCharacters) }
        return Project.reservedSlugs.contains(slug) ? .project(.reservedID) : nil
    }
    static let host = Field<Project.Host>.choice("host", "Where the repository is hosted.")
    static let namespace = Field<String>.text("namespace", namespaceLength, "The repository's owner.")
    static let name = Field<String>.text("name", nameLength, "The repository's name.")
    static let isPublic = Field<Bool>.bool(
        "isPublic", "Whether anyone can read its artifacts. Default: false.", isNullable: true)
    static let baselineBranch = Field<String>.text(
        "baselineBranch", branchLength,
        "The branch that builds are compared with, or a regular expression between slashes. Default: "
            + "\(Project.usualBaselineBranches.joined(separator: ", else ")), whichever has builds.",
        isNullable: true, check: faultOfBranch)

    static let repositoryURL = Field<String>.text(
        "repositoryUrl", 1...RepositoryURL.maximumLength,
        "The page of the repository, to which commits and branches are linked, such as that of a self-hosted server. "
            + "Default: the one that host, namespace and name give.",
        isNullable: true, check: { RepositoryURL($0) == nil ? .project(.notARepositoryURL) : nil })

    static let creation = FieldTable([
        .required(id), .required(host), .required(namespace), .required(name), .optional(isPublic),
        .optional(baselineBranch), .optional(repositoryURL),
    ])
    static let change = FieldTable([
        .changeable(host), .changeable(namespace), .changeable(name), .changeable(isPublic),
        .changeable(baselineBranch), .changeable(repositoryURL),
    ])

    @Sendable private static func faultOfBranch(_ text: String) -> FaultReason? {
        guard text.hasPrefix("/"), text.hasSuffix("/"), text.count > 1 else { return nil }
        let isRegex = (try? Regex(String(text.dropFirst().dropLast()))) != nil
        return isRegex ? nil : .project(.invalidPattern)
    }
}

extension Form {
    /// Throws if a field is at fault.
    /// - Parameter creator: becomes the first admin, unless it is an administrator of the server, who has full access.
    func newProject(by creator: Account) throws(Problem) -> NewProject {
        try validate()
        return NewProject(
            id: self[ProjectFields.id] ?? "", host: self[ProjectFields.host] ?? .unknown,
            namespace: self[ProjectFields.namespace] ?? "", name: self[ProjectFields.name] ?? "",
            isPublic: self[ProjectFields.isPublic] ?? false,
            baselineBranch: self[ProjectFields.baselineBranch], repositoryURL: self[ProjectFields.repositoryURL],
            firstAdmin: creator.isInstanceAdmin ? nil : creator.id)
    }

    func projectChanges() throws(Problem) -> ProjectChanges {
        try validate()
        var changes = ProjectChanges()
        changes.host = self[ProjectFields.host]
        changes.namespace = self[ProjectFields.namespace]
        changes.name = self[ProjectFields.name]
        changes.isPublic = isNull(ProjectFields.isPublic) ? false : self[ProjectFields.isPublic]
        if has(ProjectFields.baselineBranch) { changes.baselineBranch = .set(self[ProjectFields.baselineBranch]) }
        if has(ProjectFields.repositoryURL) { changes.repositoryURL = .set(self[ProjectFields.repositoryURL]) }
        return changes
    }
}
