import PerfseeSDK
import Synchronization

/// Says on standard error that the command waits for a server that is briefly unavailable: once, and once more when it
/// goes on, however often it tries in between.
final class OutageNotice: Sendable {
    /// That of this process.
    static let shared = OutageNotice { Terminal.warnBelow($0) }

    private let isWaiting = Mutex(false)
    private let say: @Sendable (String) -> Void

    /// - Parameter say: prints a line.
    init(say: @escaping @Sendable (String) -> Void) {
        self.say = say
    }

    func observe(_ outage: Outage) {
        switch outage {
        case .waiting(let error):
            guard exchange(true) == false else { return }
            say("Waiting for the server. \(error)".plain)
        case .over:
            guard exchange(false) else { return }
            say("The server responds again.")
        }
    }

    /// Returns whether it was waiting before.
    private func exchange(_ value: Bool) -> Bool {
        isWaiting.withLock { isWaiting in
            defer { isWaiting = value }
            return isWaiting
        }
    }
}
