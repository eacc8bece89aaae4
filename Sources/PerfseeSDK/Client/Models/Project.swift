public import Foundation

/// A project whose builds Perfsee tracks.
public struct Project: Codable, Sendable, Hashable {
    /// The project's ID, its slug.
    public let id: String
    /// The repository's host: `Github`, `Gitlab` or `Unknown`.
    public let host: String
    /// The repository's owner.
    public let namespace: String
    /// The repository's name.
    public let name: String
    /// Whether anyone can see the project.
    public let isPublic: Bool
    /// The branch whose builds serve as baselines; nil if it is not set, and `main` or else `master` serves, whichever has
    /// builds.
    public let baselineBranch: String?
    /// The page of its repository, if that does not follow from its host; nil if it is not set.
    public let repositoryUrl: String?
    /// When it was created.
    public let createdAt: Date?
}

/// A project to create.
public struct NewProject: Codable, Sendable, Hashable {
    /// The slug: 3...100 characters of `a-z 0-9 - _`, not all digits.
    public var id: String
    /// The repository's host: `Github`, `Gitlab` or `Unknown`.
    public var host: String
    /// The repository's owner.
    public var namespace: String
    /// The repository's name.
    public var name: String
    /// Whether anyone can see the project; nil for no.
    public var isPublic: Bool?
    /// The branch whose builds serve as baselines; nil for `main`, else `master`, whichever has builds.
    public var baselineBranch: String?
    /// The page of its repository, such as that of a self-hosted server; nil for the one that follows from its host.
    public var repositoryUrl: String?

    /// Creates the description of a project; nothing is sent yet.
    public init(
        id: String, host: String, namespace: String, name: String, isPublic: Bool? = nil, baselineBranch: String? = nil,
        repositoryUrl: String? = nil
    ) {
        self.id = id
        self.host = host
        self.namespace = namespace
        self.name = name
        self.isPublic = isPublic
        self.baselineBranch = baselineBranch
        self.repositoryUrl = repositoryUrl
    }
}
