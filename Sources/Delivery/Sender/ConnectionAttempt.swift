import Domain
import NIOCore
import NIOSSL

/// Makes one connection for one run: lookup, egress rules, TCP, a tunnel if there is a proxy, TLS.
///
/// Sendable because everything in it is touched only on its event loop.
final class ConnectionAttempt: ExchangeHolder, Hashable, @unchecked Sendable {
    let key: ConnectionKey
    private var origin: WebhookURL.Origin { key.origin }
    private var offer: ConnectionOffer
    private let url: WebhookURL
    private let timeout: Duration
    private let loop: any EventLoop
    private let sender: HTTPSender
    private let resolver: GuardedResolver
    private var run: ExchangeRun?
    private var timer: Scheduled<Void>?
    /// Set once the name is resolved.
    private var routes: [Route] = []
    private var race: SocketRace?
    /// Set once TCP is connected, while TLS is negotiated.
    private var connection: ClientConnection?
    private let begun = NIODeadline.now()
    private var connectedAt = NIODeadline.now()
    private var isOver = false

    init(_ run: ExchangeRun, loop: any EventLoop, sender: HTTPSender) {
        self.run = run
        self.loop = loop
        self.sender = sender
        key = run.key
        offer = sender.offer(for: key)
        url = run.request.url
        timeout = run.request.timeout
        resolver = GuardedResolver(run.request, loop: loop, names: sender.names, egress: sender.egress)
    }

    /// On the event loop.
    func start() {
        guard let run, !isOver else { return }
        timer = loop.scheduleTask(deadline: run.deadline) { self.fail(self.timeoutFailure) }
        resolver.addresses().flatMap { self.routes(to: $0, for: run.request) }
            .whenComplete { self.resolved($0, deadline: run.deadline) }
    }

    /// The proxy's name, if it has one, is looked up only for addresses that may be connected to.
    private func routes(to all: [IPAddress], for request: OutgoingRequest) -> EventLoopFuture<[Route]> {
        var generator = SystemRandomNumberGenerator()
        let addresses = AddressChoice.choose(AddressChoice.perAttempt, of: all, using: &generator)
        guard let proxy = sender.proxy else { return loop.makeSucceededFuture(addresses.map(Route.direct)) }
        return proxy.addresses(for: request, by: sender.names, on: loop)
            .map { Route.through($0, to: addresses, limit: AddressChoice.perAttempt) }
    }

    private func resolved(_ result: Result<[Route], any Error>, deadline: NIODeadline) {
        guard !isOver else { return }
        do {
            routes = try result.get()
            connect(deadline)
        } catch {
            fail(error as? SendFailure ?? .unreachable(url.authority, .other))
        }
    }

    private func connect(_ deadline: NIODeadline) {
        let race = SocketRace(routes, key: key, offer: offer, deadline: deadline, loop: loop, sender: sender) {
            self.connected($0)
        }
        self.race = race
        race.start()
    }

    private func connected(_ result: Result<ClientConnection, SocketRace.Lost>) {
        race = nil
        switch result {
        case .failure(let lost):
            fail(
                SendFailure(
                    connecting: lost.errors, to: url, timeout: timeout, isThroughProxy: sender.proxy != nil))
        case .success(let connection):
            connectedAt = .now()
            self.connection = connection
            connection.whenReady { result in
                self.ready(result.flatMap { Result { try self.checkName(connection) } }, connection)
            }
        }
    }

    private func ready(_ result: Result<Void, any Error>, _ connection: ClientConnection) {
        guard !isOver else { return }
        switch result {
        case .failure(let error) where offer == .http1 && SendFailure.isRefusalOfProtocols(error): offerHTTP2()
        case .failure(let error): fail(SendFailure(tls: error, with: url, connection.handshake))
        case .success:
            guard let run, sender.adopt(connection, from: self) else { return fail(.cancelled) }
            timer?.cancel()
            isOver = true
            self.connection = nil
            self.run = nil
            note(&run.timings)
            connection.start(run)
        }
    }

    /// The receiver does not want HTTP/1.1: connects again, within the time of the attempt.
    private func offerHTTP2() {
        guard let run else { return }
        connection?.breakOff()
        connection = nil
        sender.found(.http2, origin)
        offer = sender.offer(for: key)
        connect(run.deadline)
    }

    /// Runs before any byte of the request is sent.
    private func checkName(_ connection: ClientConnection) throws {
        guard origin.isTLS else { return }
        guard let certificate = try connection.peerCertificate(), CertificateName.matches(origin.host, certificate)
        else { throw SendFailure.tlsName("\(origin.host)") }
    }

    private func note(_ timings: inout Attempt.Timings) {
        let resolved = resolver.resolvedAt ?? begun
        if resolver.resolvedAt != nil { timings.dns = Duration(resolved - begun) }
        timings.connect = Duration(connectedAt - resolved)
        if origin.isTLS { timings.tls = Duration(NIODeadline.now() - connectedAt) }
    }

    private var timeoutFailure: SendFailure {
        if connection != nil { return .timeout(.tls, after: timeout) }
        guard resolver.isDone else { return .timeout(.lookup, after: timeout) }
        guard sender.proxy != nil else { return .timeout(.connection, after: timeout) }
        return .timeout(race?.isAtProxy == true ? .proxy : .proxyConnection, after: timeout)
    }

    /// Ends without a connection: closes any socket and frees the slot.
    private func fail(_ failure: SendFailure) {
        guard !isOver else { return }
        isOver = true
        timer?.cancel()
        race?.stop()
        race = nil
        connection?.breakOff()
        connection = nil
        sender.failed(self)
        if let run { sender.proxy?.note(failure, of: run.request.webhook) }
        run?.end(.failure(failure))
        run = nil
    }

    /// The sender is shutting down.
    func shutDown() {
        loop.execute { self.fail(.cancelled) }
    }

    static func == (left: ConnectionAttempt, right: ConnectionAttempt) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    func abort(_ run: ExchangeRun) {
        loop.execute {
            if self.run === run { self.fail(.cancelled) }
        }
    }
}
