import Synchronization

/// A port that becomes known only after the objects that need it were created.
final class PortOfReceiver: Sendable {
    private let value = Mutex(0)

    var number: Int {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
