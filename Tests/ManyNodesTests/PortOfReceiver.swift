import Synchronization

/// A port that is known only after those who ask for it were made.
final class PortOfReceiver: Sendable {
    private let value = Mutex(0)

    var number: Int {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
