import Foundation
import PerfseeSDK

/// Which deliveries were shown and how they stood, so that what comes both from the list and from the stream is shown once.
struct ShownDeliveries {
    /// How many are surely remembered; older ones are forgotten, and would be shown again.
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

    /// Those of late, and those before them: when the first are as many as `capacity`, the second are forgotten.
    private var recent: [String: Standing] = [:]
    private var older: [String: Standing] = [:]

    /// Whether this is how the delivery stands now and was not shown yet; if so, it counts as shown.
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
