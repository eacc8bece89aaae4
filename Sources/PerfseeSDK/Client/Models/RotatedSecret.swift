public import Foundation
public import Signing

/// A webhook's new secret, which is never shown again.
public struct RotatedSecret: Codable, Sendable, Hashable, Redacted {
    /// What deliveries are signed with from now on.
    public let secret: String
    /// Until when the secret before signs as well; nil where none does.
    public let overlapUntil: Date?
}
