import Dispatch
import Synchronization

/// Hashes passwords, which takes a tenth of a second by design, off the threads that answer requests and one at a time,
/// so that a flood of sign-ins takes at most one core and 32 MiB. Known askers and strangers take turns, and when the
/// line is full, the next asker is refused immediately.
final class PasswordQueue: Sendable {
    /// The maximum number of waiting strangers, and of waiting known askers.
    static let maximumWaiting = 32

    /// The line is full.
    struct Full: Error {}

    private typealias Turn = CheckedContinuation<Void, any Error>

    private struct State {
        var isBusy = false
        var known = PasswordLine<Turn>(limit: maximumWaiting)
        var strangers = PasswordLine<Turn>(limit: maximumWaiting)
        /// Whether the last turn was a known asker's.
        var lastIsKnown = false
        var lastID = 0

        mutating func newID() -> Int {
            lastID += 1
            return lastID
        }

        mutating func begin(_ asker: PasswordAsker) {
            lastIsKnown = asker.isKnown
            if asker.isKnown { known.pass(asker) } else { strangers.pass(asker) }
        }

        mutating func next() -> Turn? {
            let turn = lastIsKnown ? strangers.next() : known.next()
            if let turn {
                lastIsKnown.toggle()
                return turn
            }
            // Nobody is waiting on the side whose turn it is.
            return lastIsKnown ? known.next() : strangers.next()
        }
    }

    private let hasher: PasswordHasher
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "perfsee.passwords", qos: .utility)

    init(_ hasher: PasswordHasher = .scrypt) {
        self.hasher = hasher
    }

    /// Throws `Full` if too many wait.
    func hash(_ password: String, for asker: PasswordAsker) async throws -> String {
        let hasher = hasher
        return try await inTurn(asker) { try hasher.hash(password) }
    }

    /// False if `stored` is not a hash. Throws `Full` if too many wait.
    func matches(_ password: String, _ stored: String, for asker: PasswordAsker) async throws -> Bool {
        guard password.utf8.count <= NewPassword.maximumPasswordBytes else { return false }
        let hasher = hasher
        return try await inTurn(asker) { try hasher.matches(password, stored) }
    }

    /// The number that wait.
    var waiting: Int { state.withLock { $0.known.count + $0.strangers.count } }

    private func inTurn<Value: Sendable>(
        _ asker: PasswordAsker, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await takeTurn(asker)
        defer { passTurn() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func takeTurn(_ asker: PasswordAsker) async throws {
        try Task.checkCancellation()
        let id = state.withLock { $0.newID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in wait(asker, id, turn) }
        } onCancel: {
            leave(id)?.resume(throwing: CancellationError())
        }
    }

    private func wait(_ asker: PasswordAsker, _ id: Int, _ turn: Turn) {
        enum Action {
            case go, none
            case refuse(Turn)
        }
        let action = state.withLock { state -> Action in
            guard state.isBusy else {
                state.isBusy = true
                state.begin(asker)
                return .go
            }
            let joined =
                asker.isKnown ? state.known.join(asker, id: id, turn) : state.strangers.join(asker, id: id, turn)
            return switch joined {
            case .waits: .none
            case .refused: .refuse(turn)
            case .displaced(let other): .refuse(other)
            }
        }
        switch action {
        case .go: turn.resume()
        case .none: break
        case .refuse(let turn): turn.resume(throwing: Full())
        }
    }

    private func leave(_ id: Int) -> Turn? {
        state.withLock { $0.known.leave(id: id) ?? $0.strangers.leave(id: id) }
    }

    private func passTurn() {
        let next = state.withLock { state in
            let next = state.next()
            state.isBusy = next != nil
            return next
        }
        next?.resume()
    }
}
