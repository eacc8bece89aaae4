public import Foundation

/// What became of a webhook's previous secret when the webhook was switched to its prepared one.
public struct SwitchedSecret: Codable, Sendable, Hashable {
    /// Until when the previous secret also signs; nil if there is no overlap.
    public let overlapUntil: Date?
}
