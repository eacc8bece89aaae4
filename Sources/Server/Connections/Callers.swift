import Domain
import Localization
import Logging
import NIOCore
import Synchronization

/// The open connections, and what their owners use of the server.
final class Callers: Sendable {
    private struct State {
        var table: CallerTable
        var callers: [Int: Caller] = [:]
    }

    let limits: ConnectionLimits
    let refusals: Refusals
    let trustedProxies: [CIDR]
    let headers: StandardHeaders
    /// Bytes of bodies held in memory.
    let bodies: SharedBudget<Party>
    let streams: SharedBudget<Party>
    let uploads: SharedBudget<Party>
    private let state: Mutex<State>

    init(limits: ConnectionLimits, trustedProxies: [CIDR], headers: StandardHeaders, refusals: Refusals) {
        self.limits = limits
        self.headers = headers
        self.refusals = refusals
        self.trustedProxies = trustedProxies
        bodies = SharedBudget(total: limits.bodyBytes)
        streams = SharedBudget(total: limits.streams)
        uploads = SharedBudget(total: limits.uploads)
        state = Mutex(State(table: CallerTable(limits: limits)))
    }

    var count: Int { state.withLock { $0.callers.count } }

    /// A connection was accepted; another may be closed for it.
    func welcome(_ channel: any Channel) -> Caller {
        let peer = channel.peer
        let isProxy = peer.map { peer in trustedProxies.contains { $0.contains(peer) } } ?? false
        let network = isProxy ? nil : peer?.network
        let (caller, evicted) = state.withLock { state in
            let (slot, eviction) = state.table.open(from: network)
            let caller = Caller(slot: slot, channel: channel, peer: peer, isProxy: isProxy, callers: self)
            state.callers[slot] = caller
            return (caller, eviction.flatMap { Self.evicted($0, state) })
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                state.table.close(caller.slot)
                state.callers[caller.slot] = nil
            }
            caller.leave()
        }
        close(evicted)
        return caller
    }

    /// - Parameter client: the client that a trusted proxy names.
    /// - Returns: whether there is room for the request.
    func begin(_ caller: Caller, for client: CIDR?) -> Bool {
        let evicted = state.withLock { state in
            guard state.callers[caller.slot] === caller else { return Evicted?.none }
            return state.table.begin(caller.slot, for: client).flatMap { Self.evicted($0, state) }
        }
        guard evicted?.caller !== caller else { return false }
        close(evicted)
        return true
    }

    func prove(_ caller: Caller, _ account: Account.ID) -> Bool {
        // The slot may belong to another caller by now, if the connection is gone.
        state.withLock { $0.callers[caller.slot] !== caller || $0.table.prove(caller.slot, account) }
    }

    func finish(_ caller: Caller) {
        state.withLock { state in
            if state.callers[caller.slot] === caller { state.table.finish(caller.slot) }
        }
    }

    private typealias Evicted = (caller: Caller, cause: CallerTable.Cause)

    private static func evicted(_ eviction: CallerTable.Eviction, _ state: State) -> Evicted? {
        state.callers[eviction.slot].map { ($0, eviction.cause) }
    }

    private func close(_ evicted: Evicted?) {
        guard let (caller, cause) = evicted else { return }
        refusals.note(cause == .address ? .address : .server, from: caller.client)
        caller.channel.close(promise: nil)
    }

    /// A place among the open event streams, for as long as the lease is held.
    /// - Parameter reader: the token or the session that reads.
    func stream(of reader: Party, account: Account.ID, from client: IPAddress?) throws(Problem) -> Lease {
        var shares: [SharedBudget<Party>.Share] = [
            .init(key: reader, most: ConnectionLimits.streamsOfToken),
            .init(key: .account(account), most: ConnectionLimits.streamsOfAccount),
        ]
        if let client {
            shares.append(.init(key: .address(client.network), most: ConnectionLimits.streamsOfAddress))
        }
        switch streams.lease(of: shares) {
        case .lease(let lease): return lease
        case .refused(.shareUsedUp(.token)): throw .tooManyStreams(of: .token)
        case .refused(.shareUsedUp(.session)): throw .tooManyStreams(of: .session)
        case .refused(.shareUsedUp(.account)): throw .tooManyStreams(of: .account)
        case .refused(.shareUsedUp(.address)): throw .tooManyStreams(of: .address)
        case .refused: throw .tooManyStreams(of: .server)
        }
    }

    /// A place among the uploads in progress.
    func upload(of account: Account.ID) throws(Problem) -> Lease {
        let share = SharedBudget<Party>.Share(key: .account(account), most: limits.uploadsOfAccount)
        guard case .lease(let lease) = uploads.lease(of: [share]) else { throw .tooManyUploads }
        return lease
    }

    /// Current counts, for `/metrics`.
    var samples: [SeriesSample] {
        [
            ("perfsee_http_connections", count), ("perfsee_http_streams", streams.taken),
            ("perfsee_http_uploads", uploads.taken), ("perfsee_http_body_bytes", bodies.taken),
        ].map { SeriesSample(id: SeriesID($0.0, []), value: .gauge(Double($0.1))) }
    }
}

extension IPAddress {
    /// The range of addresses that its holder can use at will: a single IPv4 address, or for IPv6 the /64 that a
    /// subscriber line is assigned.
    var network: CIDR { CIDR(containing: self, prefix: width == 32 ? 32 : 64) }
}
