import Domain
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Makes one connection for one run: look-up, egress rules, TCP, TLS.
///
/// Sendable because everything in it is touched on its event loop only.
final class ConnectionAttempt: ExchangeHolder, Hashable, @unchecked Sendable {
    let origin: TargetURL.Origin
    private let url: TargetURL
    private let timeout: TimeAmount
    private let loop: any EventLoop
    private let sender: HTTPSender
    private let resolver: GuardedResolver
    private var run: ExchangeRun?
    private var timer: Scheduled<Void>?
    private var connection: ClientConnection?
    private let begun = NIODeadline.now()
    private var connectedAt = NIODeadline.now()

    init(_ run: ExchangeRun, loop: any EventLoop, sender: HTTPSender) {
        self.run = run
        self.loop = loop
        self.sender = sender
        origin = run.origin
        url = run.request.url
        timeout = run.request.timeout
        resolver = GuardedResolver(
            origin: origin, webhook: run.request.webhook, loop: loop, names: sender.names, egress: sender.egress)
    }

    /// On the event loop.
    func start() {
        guard let run else { return sender.failed(self) }
        timer = loop.scheduleTask(deadline: run.deadline) { self.give(up: self.timeoutFailure) }
        let left = max(.milliseconds(1), run.deadline - .now())
        // A little longer than the run has, so that its own time-out comes first and says in which step.
        bootstrap(connectTimeout: left + .milliseconds(50))
            .connect(host: "\(origin.host)", port: origin.port)
            .whenComplete { self.connected($0) }
    }

    private func bootstrap(connectTimeout: TimeAmount) -> ClientBootstrap {
        let (origin, loop, sender) = (origin, loop, sender)
        let tls = origin.isTLS ? sender.tls : nil
        return ClientBootstrap(group: loop)
            .resolver(resolver)
            .connectTimeout(connectTimeout)
            .channelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 16 * 1024)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Self.configure(
                        channel, for: ClientConnection(origin: origin, loop: loop, sender: sender), tls: tls)
                }
            }
    }

    private static func configure(_ channel: any Channel, for connection: ClientConnection, tls: NIOSSLContext?) throws
    {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(tls.clientHandler(for: connection.origin.host)) }
        var encoding = HTTPRequestEncoder.Configuration()
        encoding.automaticallySetFramingHeaders = false
        let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)
        try pipeline.addHandler(AnswerMeter(connection))
        try pipeline.addHandler(HTTPRequestEncoder(configuration: encoding))
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(connection)
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        do {
            connectedAt = .now()
            let pipeline = try result.get().pipeline.syncOperations
            let connection = try pipeline.handler(type: ClientConnection.self)
            self.connection = connection
            connection.whenReady { result in
                self.ready(result.flatMap { Result { try self.checkName(pipeline) } }, connection)
            }
        } catch {
            failed(resolver.failure ?? SendFailure(connecting: error, to: url, timeout: timeout))
        }
    }

    private func ready(_ result: Result<Void, any Error>, _ connection: ClientConnection) {
        self.connection = nil
        switch result {
        case .failure(let error):
            connection.close()
            failed(SendFailure(tls: error, host: "\(origin.host)"))
        case .success:
            timer?.cancel()
            guard sender.adopt(connection, from: self) else { return failed(.cancelled) }
            guard let run else { return connection.park() }
            self.run = nil
            note(&run.timings)
            connection.start(run)
        }
    }

    /// Before a byte of the request is sent.
    private func checkName(_ pipeline: ChannelPipeline.SynchronousOperations) throws {
        guard origin.isTLS, case .name(let name) = origin.host else { return }
        guard let certificate = try pipeline.nioSSL_peerCertificate(), CertificateName.matches(name, certificate) else {
            throw SendFailure.tlsName(name)
        }
    }

    private func note(_ timings: inout Attempt.Timings) {
        let resolved = resolver.resolvedAt ?? begun
        if resolver.resolvedAt != nil { timings.dns = begun.milliseconds(to: resolved) }
        timings.connect = resolved.milliseconds(to: connectedAt)
        if origin.isTLS { timings.tls = connectedAt.milliseconds(to: .now()) }
    }

    private func failed(_ failure: SendFailure) {
        timer?.cancel()
        sender.failed(self)
        run?.end(.failure(failure))
        run = nil
    }

    private var timeoutFailure: SendFailure {
        if connection != nil { return .timeout(.tls, after: timeout) }
        return .timeout(resolver.isDone ? .connection : .lookup, after: timeout)
    }

    /// The run ends; the connection, should it still come, goes to the pool. A TLS handshake is not waited for.
    private func give(up failure: SendFailure) {
        timer?.cancel()
        let run = run
        self.run = nil
        run?.end(.failure(failure))
        connection?.close()
    }

    /// The sender stops.
    func shutDown() {
        loop.execute { self.give(up: .cancelled) }
    }

    static func == (left: ConnectionAttempt, right: ConnectionAttempt) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    func abort(_ run: ExchangeRun) {
        loop.execute {
            if self.run === run { self.give(up: .cancelled) }
        }
    }
}
