public import Foundation
public import Signing

/// What a program authenticates with.
public struct AccessToken: Codable, Sendable, Hashable, Redacted {
    /// The token's id.
    public let id: Int
    /// What its owner calls it.
    public let name: String
    /// What it may be used for: `read`, `upload`, `publish`, `admin`.
    public let scopes: [String]
    /// The one project that it may be used for; nil for all of its account's.
    public let project: String?
    /// The token that made it, with which it ends; nil where none did.
    public let parent: Int?
    /// When it ends; nil where it does not.
    public let expiresAt: Date?
    /// When it was created.
    public let createdAt: Date?
    /// Its text, where it was created just now.
    public let token: String?
}

/// A token to be created.
public struct NewToken: Codable, Sendable, Hashable {
    /// What its owner calls it.
    public var name: String
    /// What it may be used for; nil for `read` alone.
    public var scopes: [String]?
    /// The one project that it may be used for.
    public var project: String?
    /// When it ends.
    public var expiresAt: Date?

    /// A token to be created.
    public init(name: String, scopes: [String]? = nil, project: String? = nil, expiresAt: Date? = nil) {
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
    }
}
