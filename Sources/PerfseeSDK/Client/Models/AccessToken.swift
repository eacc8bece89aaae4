public import Foundation
public import Signing

/// The credential of a program.
public struct AccessToken: Codable, Sendable, Hashable, Redacted {
    /// The token's ID.
    public let id: Int
    /// A name chosen by its owner.
    public let name: String
    /// The permissions that it grants: `read`, `upload`, `publish`, `admin`.
    public let scopes: [String]
    /// The ID of the only project that it can be used for; nil for all projects of its account.
    public let project: String?
    /// The ID of the token that created it, and whose revocation ends it; nil if no token did.
    public let parent: Int?
    /// When it expires; nil if it does not.
    public let expiresAt: Date?
    /// When it was last used, to the minute; nil if it never was, or if the server does not say.
    public let lastUsedAt: Date?
    /// When it was created.
    public let createdAt: Date?
    /// Its text; only present in the response that creates it.
    public let token: String?
}

/// A token to create.
public struct NewToken: Codable, Sendable, Hashable {
    /// A name for the token.
    public var name: String
    /// The permissions that it grants; nil for `read` only.
    public var scopes: [String]?
    /// The ID of the only project that it can be used for; nil for that of the client's own token, if it has one.
    public var project: String?
    /// When it expires.
    public var expiresAt: Date?

    /// Creates the description of a token; nothing is sent yet.
    public init(name: String, scopes: [String]? = nil, project: String? = nil, expiresAt: Date? = nil) {
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
    }
}
