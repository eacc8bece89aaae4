import Storage
import Synchronization

/// Whether the reader of an open stream may still read it. It is looked up again before each change that the stream sends:
/// at once after this node has changed who may do what, and otherwise if the last look was ``validity`` ago.
final class ReaderPermission: Sendable {
    /// Together with what `AccessCache` keeps, less than a second.
    static let validity: Duration = .milliseconds(250)

    private struct Look {
        var changes: Int
        var time: Duration
    }

    private let changes: AccessChanges
    private let monotonic: @Sendable () -> Duration
    private let look: @Sendable () async -> Bool
    private let last = Mutex<Look?>(nil)

    /// - Parameters:
    ///   - changes: those that this node makes.
    ///   - look: whether the reader has the permission now.
    init(
        changes: AccessChanges, monotonic: @escaping @Sendable () -> Duration = AccessCache.uptime,
        look: @escaping @Sendable () async -> Bool
    ) {
        self.changes = changes
        self.monotonic = monotonic
        self.look = look
    }

    func holds() async -> Bool {
        let now = Look(changes: changes.count, time: monotonic())
        let isKnown = last.withLock { last in
            last.map { $0.changes == now.changes && now.time - $0.time < Self.validity } ?? false
        }
        if isKnown { return true }
        guard await look() else { return false }
        last.withLock { $0 = now }
        return true
    }
}
