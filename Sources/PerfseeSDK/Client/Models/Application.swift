public import Foundation

/// A robot account that projects give access to.
public struct Application: Codable, Sendable, Hashable {
    /// The ID of its account.
    public let id: Int
    /// Its name, unique among applications.
    public let name: String
    /// When it was created.
    public let createdAt: Date
}
