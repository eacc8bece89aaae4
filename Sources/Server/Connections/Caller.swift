import Domain
import HTTPTypes
import NIOCore
import NIOHTTP1
import Synchronization

/// The client at the other end of a connection, and what its request holds of the server's resources.
final class Caller: Sendable {
    /// The caller whose request the task answers; nil without a connection, as in tests.
    @TaskLocal static var current: Caller?

    /// The part of a body that costs its party nothing, so that a short form gets through whatever else is in progress.
    static let freeBytes = 4 << 10
    /// Bytes that a body takes from the budget at a time.
    static let step = 16 << 10

    private struct State {
        /// The client that a trusted proxy names.
        var client: IPAddress?
        var account: Account.ID?
        var hasProven = false
        var bodyBytes = 0
        /// What the body holds of the budget, and on whose account.
        var held = 0
        var holders: [Party] = []
        var isGone = false
        var hasClosedInput = false
        var onDeparture: (@Sendable (Departure) -> Void)?
    }

    /// How a client leaves. One that has closed its side may still read: only what is sent to it next tells, because a client
    /// that is gone resets the connection then.
    enum Departure {
        case closedInput
        case gone
    }

    let slot: Int
    let channel: any Channel
    private let peer: IPAddress?
    private let isProxy: Bool
    private let callers: Callers
    private let state = Mutex(State())
    private let isBodyWanted = Atomic(false)
    private let isBodyWithheld = Atomic(false)

    init(slot: Int, channel: any Channel, peer: IPAddress?, isProxy: Bool, callers: Callers) {
        self.slot = slot
        self.channel = channel
        self.peer = peer
        self.isProxy = isProxy
        self.callers = callers
    }

    var refusals: Refusals { callers.refusals }

    /// For an answer that the connection gives by itself.
    func headers(of problem: Problem) -> HTTPFields { callers.headers.added(to: problem.allHeaders) }

    /// Where the request comes from.
    var client: IPAddress? { state.withLock { $0.client } ?? peer }

    /// Whether anything waits for the request's body.
    var wantsBody: Bool { isBodyWanted.load(ordering: .relaxed) }

    /// From here on something waits for the body.
    /// - Returns: whether the client has to be told before it sends the body.
    func wantBody() -> Bool {
        isBodyWanted.store(true, ordering: .relaxed)
        return isBodyWithheld.load(ordering: .relaxed)
    }

    /// A request has arrived; false if its client has too many in progress.
    func begin(_ head: HTTPRequestHead) -> Bool {
        isBodyWanted.store(false, ordering: .relaxed)
        isBodyWithheld.store(head.withholdsBody, ordering: .relaxed)
        guard isProxy, let peer else {
            return state.withLock(\.hasProven) ? callers.begin(self, for: nil) : true
        }
        let client = RequestOrigin(
            peer: peer, forwardedFor: head.headers["X-Forwarded-For"], trusted: callers.trustedProxies
        ).client
        state.withLock { $0.client = client }
        return callers.begin(self, for: client.network)
    }

    /// The request's answer is written.
    func finish() {
        let isKnown = state.withLock { state in
            state.client = nil
            state.account = nil
            state.onDeparture = nil
            return state.hasProven
        }
        if isKnown || isProxy { callers.finish(self) }
        letGo()
    }

    /// The request belongs to an account, so the connection is no longer among the first to be closed. Throws a 429 if
    /// the account has too many requests in progress.
    func prove(_ account: Account.ID) throws(Problem) {
        guard callers.prove(self, account) else { throw .tooManyRequests }
        state.withLock { state in
            state.account = account
            state.hasProven = true
        }
    }

    /// Reserves memory for a part of the body. Throws if there is no room.
    func hold(_ bytes: Int) throws(Problem) {
        let (missing, account, holders) = state.withLock { state in
            state.bodyBytes += bytes
            let wanted = max(0, state.bodyBytes - Self.freeBytes)
            let missing = wanted > state.held ? (wanted - state.held + Self.step - 1) / Self.step * Self.step : 0
            return (missing, state.account, state.held > 0 ? state.holders : nil)
        }
        guard missing > 0 else { return }
        let party = account.map { Party.account($0) } ?? client.map { .address($0.network) }
        // A body stays with the parties that it began with: all of it is given back to the same ones.
        let keys = holders ?? [party].compactMap(\.self)
        let shares = keys.map { ShareBudget<Party>.Share(key: $0, most: callers.limits.bodyBytesOfParty) }
        switch callers.bodies.take(missing, of: shares) {
        case .taken:
            let isGone = state.withLock { state in
                guard !state.isGone else { return true }
                state.held += missing
                state.holders = keys
                return false
            }
            if isGone { callers.bodies.give(back: missing, of: keys) }
        case .shareUsedUp: throw .tooManyBodies
        case .allUsedUp: throw .noMemory
        }
    }

    /// Calls back when the client leaves while its request is being answered; immediately if it has left already.
    func onDeparture(_ callback: @escaping @Sendable (Departure) -> Void) {
        let departure: Departure? = state.withLock { state in
            state.onDeparture = callback
            return state.isGone ? .gone : state.hasClosedInput ? .closedInput : nil
        }
        if let departure { callback(departure) }
    }

    /// The client sends nothing more.
    func closeInput() {
        state.withLock { state in
            state.hasClosedInput = true
            return state.onDeparture
        }?(.closedInput)
    }

    /// The connection is closed.
    func leave() {
        let callback = state.withLock { state in
            state.isGone = true
            defer { state.onDeparture = nil }
            return state.onDeparture
        }
        letGo()
        callback?(.gone)
    }

    /// Gives back what the body held.
    private func letGo() {
        let (held, holders) = state.withLock { state in
            defer {
                state.bodyBytes = 0
                state.held = 0
                state.holders = []
            }
            return (state.held, state.holders)
        }
        if held > 0 { callers.bodies.give(back: held, of: holders) }
    }
}
