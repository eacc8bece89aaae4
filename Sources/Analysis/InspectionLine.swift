import BundleAnalysis
import Domain
import Synchronization

/// Lets one question in at a time, in the order of arrival, and turns away those that would make the line too long.
final class InspectionLine: Sendable {
    /// What the one whose turn it is holds until it ends.
    struct Turn: Sendable {
        fileprivate let place: WorkSpace.Reservation
        fileprivate let line: InspectionLine

        func end() {
            place.release()
            line.count.withLock { $0 -= 1 }
        }
    }

    private let limit: Int
    private let places = WorkSpace(bytes: 1)
    /// How many wait or have their turn.
    private let count = Mutex(0)

    init(limit: Int) { self.limit = limit }

    func turn() async throws(BuildInspectionFailure) -> Turn {
        let isFull = count.withLock { count in
            guard count < limit else { return true }
            count += 1
            return false
        }
        guard !isFull else { throw .busy }
        do {
            return Turn(place: try await places.reserve(1), line: self)
        } catch {
            count.withLock { $0 -= 1 }
            throw .cancelled
        }
    }
}
