/// An account that is a member of a project.
public struct Member: Codable, Sendable, Hashable {
    /// The account's ID.
    public let account: Int
    /// The kind of account: `user` or `application`.
    public let kind: String
    /// The account's name.
    public let name: String
    /// The account's email; nil if it has none.
    public let email: String?
    /// The role: `read` or `admin`.
    public let role: String
}
