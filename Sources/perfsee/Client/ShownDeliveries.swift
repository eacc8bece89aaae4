import Foundation
import PerfseeSDK

/// Which deliveries were shown, and in which state, so that a change that comes from both the list and the stream is
/// shown once.
struct ShownDeliveries {
    /// How many are guaranteed to be remembered; older ones are forgotten, and would be shown again.
    static let capacity = 5_000

    private struct Standing: Equatable {
        let state: String
        let attemptCount: Int
        let time: Date

        init(_ delivery: Delivery) {
            state = delivery.state
            attemptCount = delivery.attemptCount
            time = delivery.updatedAt ?? delivery.createdAt
        }
    }

    /// Two generations: when `recent` reaches `capacity`, the previous one is forgotten.
    private var recent: [String: Standing] = [:]
    private var older: [String: Standing] = [:]

    /// Whether the delivery's current state was not shown yet; if so, it counts as shown now.
    mutating func isNew(_ delivery: Delivery) -> Bool {
        let standing = Standing(delivery)
        if let known = recent[delivery.id] ?? older[delivery.id] {
            guard standing != known, standing.time >= known.time else { return false }
        }
        if recent.count >= Self.capacity, recent[delivery.id] == nil {
            older = recent
            recent = [:]
        }
        recent[delivery.id] = standing
        return true
    }
}
