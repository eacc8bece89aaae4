package import Domain
import NIOCore
import Synchronization

/// The addresses of this machine, reread every 30 s because they can change while a server runs.
package final class OwnAddresses: MachineAddresses {
    /// - Returns: nil if they cannot be read.
    package typealias Read = @Sendable () -> Set<IPAddress>?

    private struct State {
        var addresses: Set<IPAddress> = []
        var readAt: NIODeadline?
    }

    /// How long the addresses are used before they are reread.
    static let lifetime = TimeAmount.seconds(30)

    private let read: Read
    private let state = Mutex(State())

    package init(read: @escaping Read = SystemInterfaces.addresses) {
        self.read = read
    }

    package func current() -> Set<IPAddress> { current(now: .now()) }

    /// Callers wait for the first successful read. Later, one caller rereads the addresses while the others get the
    /// previous ones, which also stay in use if a read fails.
    func current(now: NIODeadline) -> Set<IPAddress> {
        let known = state.withLock { state -> Set<IPAddress>? in
            guard let readAt = state.readAt else {
                if let found = read() { state = State(addresses: found, readAt: now) }
                return state.addresses
            }
            guard now - readAt >= Self.lifetime else { return state.addresses }
            state.readAt = now
            return nil
        }
        if let known { return known }
        let found = read()
        return state.withLock { state in
            if let found { state.addresses = found }
            return state.addresses
        }
    }
}
