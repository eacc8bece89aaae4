public import Foundation
public import Signing

/// A webhook's new secret, which is never shown again.
public struct RotatedSecret: Codable, Sendable, Hashable, Redacted {
    /// The secret that signs deliveries from now on.
    public let secret: String
    /// Until when the previous secret also signs; nil if there is no overlap.
    public let overlapUntil: Date?
}
