import Dispatch
import Synchronization

@testable import Server

/// Checks passwords instantly, and records which ones it was asked for.
final class ScriptedHasher: Sendable {
    private let seen = Mutex<[String]>([])
    private let gate: DispatchSemaphore?

    /// - Parameter isShut: whether it waits at each password until it is released.
    init(isShut: Bool = false) {
        gate = isShut ? DispatchSemaphore(value: 0) : nil
    }

    static func hash(_ password: String) -> String { "hash of \(password)" }

    /// The passwords that were checked, in order.
    var judged: [String] { seen.withLock { $0 } }

    func letOn(_ count: Int) {
        for _ in 0..<count { gate?.signal() }
    }

    var hasher: PasswordHasher {
        PasswordHasher(
            hash: { Self.hash($0) },
            matches: { [self] password, stored in
                gate?.wait()
                seen.withLock { $0.append(password) }
                return Self.hash(password) == stored
            })
    }
}
