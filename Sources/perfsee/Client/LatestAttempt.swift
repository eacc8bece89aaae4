import Foundation
import PerfseeSDK

/// The attempt that brought a delivery to its state. Neither the list nor the stream of changes has it.
struct LatestAttempt {
    let client: PerfseeClient
    let project: String

    /// Nil if the state is not the result of an attempt, or if the attempt cannot be fetched: a change is shown all the
    /// same.
    func of(_ delivery: Delivery) async throws -> Attempt? {
        guard Self.isResult(delivery) else { return nil }
        do {
            return Self.latest(of: delivery, in: try await client.delivery(delivery.id, of: project).attempts ?? [])
        } catch is PerfseeClientError {
            return nil
        }
    }

    private static func isResult(_ delivery: Delivery) -> Bool {
        guard delivery.attemptCount > 0 else { return false }
        return ["pending", "delivered", "failed"].contains(delivery.state)
    }

    /// The last attempt that had ended when the delivery changed: there may be later ones by now.
    static func latest(of delivery: Delivery, in attempts: [Attempt]) -> Attempt? {
        let time = delivery.updatedAt ?? .distantFuture
        return attempts.last { ($0.endTime ?? $0.startTime) <= time }
    }
}
