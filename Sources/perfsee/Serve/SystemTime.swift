import Domain
import Foundation

/// The machine's clock.
struct SystemTime: TimeSource {
    func now() -> Timestamp {
        Timestamp(Date())
    }

    func sleep(until deadline: Timestamp) async throws {
        let rest = deadline.since(now())
        try Task.checkCancellation()
        if rest > 0 { try await Task.sleep(for: .milliseconds(rest)) }
    }
}
