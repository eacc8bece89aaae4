import HummingbirdCore
import Logging
import Synchronization

/// Stops accepting before the process runs out of file descriptors, and resumes when connections have closed. It is the
/// last resort: long before, the oldest connections make room for new ones.
struct AcceptLimit: AvailableConnectionsDelegate {
    private let most: Int
    private let isFull: @Sendable () -> Void
    private var count = 0

    /// - Parameter isFull: called whenever accepting stops.
    init(_ most: Int, isFull: @escaping @Sendable () -> Void) {
        self.most = most
        self.isFull = isFull
    }

    mutating func connectionOpened() {
        count += 1
        if count == most { isFull() }
    }

    mutating func connectionClosed() { count -= 1 }

    func isAcceptingNewConnections() -> Bool { count < most }
}
