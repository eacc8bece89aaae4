package import Domain
import Foundation

/// The system's clock.
package struct SystemTime: TimeSource {
    package init() {}

    package func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    package func sleep(until deadline: Timestamp) async throws {
        let left = deadline - now()
        if left > .zero { try await Task.sleep(for: left) }
        try Task.checkCancellation()
    }
}
