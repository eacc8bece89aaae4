public import Foundation
public import Signing

/// A webhook's new secret, which is never shown again.
public struct RotatedSecret: Codable, Sendable, Hashable, Redacted {
    /// The secret that signs deliveries from now on, or once the webhook is switched to it.
    public let secret: String
    /// Whether it signs nothing until the webhook is switched to it; nil from servers that cannot prepare a secret.
    public let isPrepared: Bool?
    /// Until when the previous secret also signs; nil if there is no overlap.
    public let overlapUntil: Date?
}
