/// The project that an event belongs to.
public struct EventProject: Sendable, Hashable, Codable {
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
}
