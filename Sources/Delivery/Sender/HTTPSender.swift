import Domain
package import NIOCore
import Synchronization

/// Sends signed POSTs: keeps connections alive, enforces the limits, blocks whatever the egress rules forbid, and
/// explains every failure.
package final class HTTPSender: Sendable {
    private struct State {
        var pool: ConnectionPool<ClientConnection, ExchangeRun, ConnectionKey>
        var connections: Set<ClientConnection> = []
        var attempts: Set<ConnectionAttempt> = []
        var singleUse: SingleUseOrigins
        var versions: OriginVersions
        var isStopped = false

        func offer(for key: ConnectionKey) -> ConnectionOffer {
            ConnectionOffer(key, versions.finding(of: key.origin, now: .now()))
        }
    }

    let configuration: SenderConfiguration
    let egress: EgressGuard
    let names: NameResolver
    /// The proxy that all connections lead through; nil for none.
    let proxy: OutgoingProxy?
    let tls: TLSContexts
    private let group: any EventLoopGroup
    private let state: Mutex<State>

    /// - Parameter proxy: what all connections lead through; nil connects to receivers directly.
    /// - Throws: an error if a file of trust roots cannot be read.
    package init(
        configuration: SenderConfiguration = SenderConfiguration(), group: any EventLoopGroup, egress: EgressGuard,
        names: NameResolver? = nil, trusting roots: TrustRoots = .system(),
        proxy: OutgoingProxy? = nil
    ) throws {
        self.configuration = configuration
        self.group = group
        self.egress = egress
        self.names = names ?? NameResolver(limits: configuration.lookups)
        self.proxy = proxy
        tls = try TLSContexts(trusting: roots)
        let limits = ConnectionPool<ClientConnection, ExchangeRun, ConnectionKey>.Limits(
            connections: configuration.connections, perOrigin: configuration.connectionsPerOrigin,
            waiting: configuration.waiting)
        let singleUse = SingleUseOrigins(
            limit: configuration.singleUseOrigins, lasting: configuration.singleUse)
        let versions = OriginVersions(limit: configuration.versionOrigins, lasting: configuration.versions)
        state = Mutex(State(pool: ConnectionPool(limits: limits), singleUse: singleUse, versions: versions))
    }

    /// Sends one request and reads the response. Ends at the request's timeout at the latest. Canceling the task aborts
    /// the exchange, which is a failure like any other.
    package func send(_ request: OutgoingRequest) async -> Exchange {
        let run = ExchangeRun(request)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if run.begin(continuation) { acquire(run) }
            }
        } onCancel: {
            forget(run)
            run.cancel()
        }
    }

    /// Connections that are open or being made.
    var openCount: Int { state.withLock { $0.pool.openCount } }

    /// Closes all connections; anything still being sent fails. Nothing can be sent afterward.
    package func shutdown() async {
        let (connections, attempts, waiting) = state.withLock { state in
            state.isStopped = true
            return (state.connections, state.attempts, state.pool.takeAllWaiting())
        }
        for run in waiting { run.end(.failure(.cancelled)) }
        for attempt in attempts { attempt.shutDown() }
        let closed = connections.map { $0.shutDown() }
        for future in closed { _ = try? await future.get() }
    }

    // MARK: Connections

    /// Finds a connection for a run, or makes it wait for one.
    func acquire(_ run: ExchangeRun) {
        let decision = state.withLock { state in
            state.isStopped
                ? nil
                : state.pool.acquire(
                    run, webhook: run.request.webhook, origin: run.key, shares: state.offer(for: run.key) != .http1)
        }
        switch decision {
        case .use(let connection): connection.start(run)
        case .open(let closing):
            closing?.makeRoom()
            open(run)
        case .wait: wait(run)
        case .refuse: run.end(.failure(.tooManyWaiting))
        case nil: run.end(.failure(.cancelled))
        }
    }

    /// Makes a new connection for a run, in a slot that is already taken.
    func open(_ run: ExchangeRun) {
        let loop = group.next()
        let attempt = ConnectionAttempt(run, loop: loop, sender: self)
        let isStopped = state.withLock { state in
            if !state.isStopped { state.attempts.insert(attempt) }
            return state.isStopped
        }
        if isStopped { run.end(.failure(.cancelled)) }
        guard run.hold(by: attempt) else { return failed(attempt) }
        loop.execute { attempt.start() }
    }

    private func wait(_ run: ExchangeRun) {
        let timer = group.next().scheduleTask(deadline: run.deadline) {
            let isAwaited = self.state.withLock { $0.pool.isAwaited(run.key) }
            guard self.forget(run) else { return }
            run.end(.failure(.timeout(isAwaited ? .connection : .queue, after: run.request.timeout)))
        }
        if !run.wait(timer) { forget(run) }
    }

    @discardableResult
    private func forget(_ run: ExchangeRun) -> Bool {
        state.withLock { $0.pool.forget(run, webhook: run.request.webhook, origin: run.key) }
    }

    /// Adds a new connection. Returns false if the sender has stopped; the connection is then closed.
    func adopt(_ connection: ClientConnection, from attempt: ConnectionAttempt) -> Bool {
        let isStopped = state.withLock { state in
            if !state.isStopped { state.attempts.remove(attempt) }
            if !state.isStopped { state.connections.insert(connection) }
            return state.isStopped
        }
        if isStopped {
            connection.close()
        } else {
            connection.count()
            if connection.offer != .http1 { settle(connection) }
        }
        return !isStopped
    }

    /// Returns a connection to the pool, or closes it if it must not be reused. Runs on the connection's event loop.
    func park(_ connection: ClientConnection) {
        let (turn, isOfUse) = state.withLock { state in
            let isOfUse = !state.isStopped && !state.singleUse.contains(connection.origin, now: .now())
            return (isOfUse ? state.pool.park(connection, origin: connection.key) : nil, isOfUse)
        }
        if !isOfUse { connection.close() }
        perform(turn)
    }

    /// Records that an origin has sent bytes that answer no request. For some time none of its connections is reused,
    /// so that no such bytes can be taken for a response and no request has to be sent twice because of them.
    func sentLeftover(_ origin: WebhookURL.Origin) {
        state.withLock { $0.singleUse.insert(origin, now: .now()) }
    }

    @discardableResult
    func retire(_ connection: ClientConnection) -> Bool {
        state.withLock { $0.pool.retire(connection, origin: connection.key) }
    }

    func closed(_ connection: ClientConnection) {
        perform(
            state.withLock { state in
                state.connections.remove(connection)
                return state.pool.closed(connection, origin: connection.key)
            })
    }

    /// A connection could not be made.
    func failed(_ attempt: ConnectionAttempt) {
        let (released, turn) = state.withLock { state in
            state.attempts.remove(attempt)
            return (state.pool.stopAwaiting(attempt.key), state.pool.closed(nil, origin: attempt.key))
        }
        for turn in released { perform(turn) }
        perform(turn)
    }

    // MARK: Versions of HTTP

    /// What a new connection is to speak.
    func offer(for key: ConnectionKey) -> ConnectionOffer {
        state.withLock { $0.offer(for: key) }
    }

    /// Records which version an origin turned out to speak.
    func found(_ finding: OriginVersions.Finding, _ origin: WebhookURL.Origin) {
        state.withLock { $0.versions.insert(origin, finding, now: .now()) }
    }

    /// What was recorded does not hold any longer.
    func forgetVersion(of origin: WebhookURL.Origin) {
        state.withLock { $0.versions.remove(origin) }
    }

    /// A new connection that was offered HTTP/2 speaks one version or the other.
    private func settle(_ connection: ClientConnection) {
        let turns = state.withLock { state in
            guard !connection.isShared else {
                return state.pool.share(connection, origin: connection.key, limit: 1, isSettled: false)
            }
            state.versions.remove(connection.origin)
            return state.pool.stopAwaiting(connection.key)
        }
        for turn in turns { perform(turn) }
    }

    // MARK: Connections with several exchanges

    /// A connection takes up to `limit` exchanges at once; none anymore if that is 0.
    func share(_ connection: ClientConnection, limit: Int, isSettled: Bool) {
        let turns = state.withLock { state in
            state.isStopped
                ? []
                : state.pool.share(connection, origin: connection.key, limit: limit, isSettled: isSettled)
        }
        for turn in turns { perform(turn) }
    }

    /// One of its exchanges has ended.
    func finished(_ connection: ClientConnection) {
        let turns = state.withLock { $0.pool.finished(connection, origin: connection.key) }
        for turn in turns { perform(turn) }
    }

    // MARK: Parallel sockets for one exchange

    /// Takes a slot for a parallel socket of an attempt; returns false if none is spare.
    func takeRoom(_ connection: ClientConnection) -> Bool {
        state.withLock { state in
            !state.isStopped && state.pool.takeRoom(for: connection, origin: connection.key)
        }
    }

    /// Makes the socket's slot the attempt's, whose own slot is freed.
    /// - Returns: false if the socket had to give way to another exchange.
    func moveIn(_ connection: ClientConnection) -> Bool {
        let (hasMoved, turn) = state.withLock { state in
            let hasMoved = state.pool.moveIn(connection)
            return (hasMoved, hasMoved ? state.pool.closed(nil, origin: connection.key) : nil)
        }
        perform(turn)
        return hasMoved
    }

    /// A parallel socket is closed.
    /// - Returns: whether it had to give way to another exchange.
    @discardableResult
    func leave(_ connection: ClientConnection) -> Bool {
        let (wasEvicted, turn) = state.withLock { state in
            (state.pool.isEvicted(connection), state.pool.closed(connection, origin: connection.key))
        }
        perform(turn)
        return wasEvicted
    }

    /// Replaces a closed connection with a new one in the same slot.
    func replace(_ connection: ClientConnection, for run: ExchangeRun) {
        state.withLock { _ = $0.connections.remove(connection) }
        open(run)
    }

    private func perform(_ turn: ConnectionPool<ClientConnection, ExchangeRun, ConnectionKey>.Turn?) {
        switch turn {
        case .use(let connection, let run): connection.start(run)
        case .open(let run, let closing):
            closing?.makeRoom()
            open(run)
        case nil: break
        }
    }
}
