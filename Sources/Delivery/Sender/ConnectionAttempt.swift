import Domain
import NIOCore
import NIOSSL

/// Makes one connection for one run: lookup, egress rules, TCP, TLS.
///
/// Sendable because everything in it is touched only on its event loop.
final class ConnectionAttempt: ExchangeHolder, Hashable, @unchecked Sendable {
    let origin: WebhookURL.Origin
    private let url: WebhookURL
    private let timeout: Duration
    private let loop: any EventLoop
    private let sender: HTTPSender
    private let resolver: GuardedResolver
    private var run: ExchangeRun?
    private var timer: Scheduled<Void>?
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
        origin = run.origin
        url = run.request.url
        timeout = run.request.timeout
        resolver = GuardedResolver(run.request, loop: loop, names: sender.names, egress: sender.egress)
    }

    /// On the event loop.
    func start() {
        guard let run, !isOver else { return }
        timer = loop.scheduleTask(deadline: run.deadline) { self.fail(self.timeoutFailure) }
        resolver.addresses().whenComplete { self.resolved($0, deadline: run.deadline) }
    }

    private func resolved(_ result: Result<[IPAddress], any Error>, deadline: NIODeadline) {
        guard !isOver else { return }
        do {
            var generator = SystemRandomNumberGenerator()
            let addresses = AddressChoice.choose(AddressChoice.perAttempt, of: try result.get(), using: &generator)
            let race = SocketRace(addresses, origin: origin, deadline: deadline, loop: loop, sender: sender) {
                self.connected($0)
            }
            self.race = race
            race.start()
        } catch {
            fail(error as? SendFailure ?? .unreachable(url.authority, .other))
        }
    }

    private func connected(_ result: Result<ClientConnection, SocketRace.Lost>) {
        race = nil
        switch result {
        case .failure(let lost): fail(SendFailure(connecting: lost.errors, to: url, timeout: timeout))
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
        return .timeout(resolver.isDone ? .connection : .lookup, after: timeout)
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
