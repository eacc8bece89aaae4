/// Changes to a project: a merge patch (RFC 7396).
public struct ProjectChanges: Encodable, Sendable {
    /// The repository's host: `Github`, `Gitlab` or `Unknown`.
    public var host: FieldChange<String> = .keep
    /// The repository's owner.
    public var namespace: FieldChange<String> = .keep
    /// The repository's name.
    public var name: FieldChange<String> = .keep
    /// Whether anyone can see the project.
    public var isPublic: FieldChange<Bool> = .keep
    /// The branch whose builds serve as baselines.
    public var baselineBranch: FieldChange<String> = .keep
    /// The page of the repository.
    public var repositoryUrl: FieldChange<String> = .keep

    /// Creates a patch without changes.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case host, namespace, name, isPublic, baselineBranch, repositoryUrl
    }

    /// Encodes only the fields that change.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(host, forKey: .host)
        try container.encode(namespace, forKey: .namespace)
        try container.encode(name, forKey: .name)
        try container.encode(isPublic, forKey: .isPublic)
        try container.encode(baselineBranch, forKey: .baselineBranch)
        try container.encode(repositoryUrl, forKey: .repositoryUrl)
    }
}
