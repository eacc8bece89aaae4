/// An account that belongs to a project.
public struct Member: Codable, Sendable, Hashable {
    /// The account's id.
    public let account: Int
    /// `user` or `application`.
    public let kind: String
    /// The account's name.
    public let name: String
    /// The account's email; nil where it has none.
    public let email: String?
    /// `read` or `admin`.
    public let role: String
}
