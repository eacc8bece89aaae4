public import Foundation

/// What is watched.
public struct Project: Codable, Sendable, Hashable {
    /// The slug.
    public let id: String
    /// Where its repository lies: `Github`, `Gitlab` or `Unknown`.
    public let host: String
    /// The repository's owner.
    public let namespace: String
    /// The repository's name.
    public let name: String
    /// Whether anyone may read it.
    public let isPublic: Bool
    /// The branch whose builds others are compared with.
    public let baselineBranch: String?
    /// When it was created.
    public let createdAt: Date?
}

/// A project to be created.
public struct NewProject: Codable, Sendable, Hashable {
    /// The slug: 3...100 of `a-z 0-9 - _`, not all digits.
    public var id: String
    /// Where its repository lies: `Github`, `Gitlab` or `Unknown`.
    public var host: String
    /// The repository's owner.
    public var namespace: String
    /// The repository's name.
    public var name: String
    /// Whether anyone may read it; nil for no.
    public var isPublic: Bool?
    /// The branch whose builds others are compared with; nil for the server's default.
    public var baselineBranch: String?

    /// A project to be created.
    public init(
        id: String, host: String, namespace: String, name: String, isPublic: Bool? = nil, baselineBranch: String? = nil
    ) {
        self.id = id
        self.host = host
        self.namespace = namespace
        self.name = name
        self.isPublic = isPublic
        self.baselineBranch = baselineBranch
    }
}
