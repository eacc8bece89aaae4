/// The project, branch and commit of an uploaded build.
public struct BuildDescription: Sendable, Hashable {
    /// The project's ID.
    public var projectId: String
    /// The repository's host.
    public var host: String
    /// The repository's namespace.
    public var namespace: String
    /// The repository's name.
    public var name: String
    /// Distinguishes several builds of one commit.
    public var artifactName: String
    /// The branch that was built.
    public var branch: String
    /// The commit that was built.
    public var commitHash: String
    /// The first line of the commit message.
    public var commitMessage: String?
    /// The commit author's email address.
    public var author: String?
    /// The commit to compare with.
    public var baseCommitHash: String?
    /// The commits before ``baseCommitHash``, nearest first, to compare with if it was not built: full hashes, of which
    /// the first 200 count.
    public var baseAncestors: [String] = []
    /// The branch to compare with.
    public var baseBranch: String?
    /// The number of the pull request that was built.
    public var pullRequest: Int?
    /// Whether that pull request is from a fork, so that its branch is none of the project's.
    public var isFork = false
    /// The tag that was built.
    public var tag: String?

    /// Creates the description of a build of `project`.
    public init(of project: Project, branch: String, commitHash: String, artifactName: String = "main") {
        projectId = project.id
        host = project.host
        namespace = project.namespace
        name = project.name
        self.artifactName = artifactName
        self.branch = branch
        self.commitHash = commitHash
    }

    var query: [(name: String, value: String?)] {
        [
            (name: "projectId", value: projectId), (name: "host", value: host), (name: "namespace", value: namespace),
            (name: "name", value: name), (name: "artifactName", value: artifactName), (name: "branch", value: branch),
            (name: "commitHash", value: commitHash), (name: "commitMessage", value: commitMessage),
            (name: "author", value: author), (name: "baseCommitHash", value: baseCommitHash),
            (name: "baseBranch", value: baseBranch), (name: "pr", value: pullRequest.map(String.init)),
            (name: "isFork", value: isFork ? "true" : nil), (name: "tag", value: tag),
            (name: "toolkit", value: "perfsee"),
        ]
    }

    /// How many ancestors one header names: proxies take only so long a line, nginx 8 KiB, of a URL too.
    private static let ancestorsInHeader = 50

    var headers: [(name: String, value: String)] {
        stride(from: 0, to: baseAncestors.count, by: Self.ancestorsInHeader).map { start in
            let hashes = baseAncestors[start...].prefix(Self.ancestorsInHeader)
            return (name: "X-Perfsee-Base-Ancestors", value: hashes.joined(separator: ","))
        }
    }
}

/// The response to an upload.
public struct UploadedBuild: Codable, Sendable, Hashable {
    /// Always `success`.
    public let status: String
    /// The URL of the artifact's page.
    public let url: String
    /// The artifact's ID.
    public let id: Int
}
