import Domain
import NIOCore
import NIOPosix
import NIOSSL

/// Connects by one of an attempt's routes: opens a socket for each when the race says so, keeps the first that is connected
/// to the receiver, and closes all others at once.
///
/// Sendable because everything in it is touched only on its event loop.
final class SocketRace: @unchecked Sendable {
    /// Why there is no connection: the error for each route.
    struct Lost: Error {
        var errors: [any Error]
    }

    private let routes: [Route]
    private let key: ConnectionKey
    private var origin: WebhookURL.Origin { key.origin }
    private let offer: ConnectionOffer
    private let deadline: NIODeadline
    private let loop: any EventLoop
    private let sender: HTTPSender
    private let end: (Result<ClientConnection, Lost>) -> Void

    private var race: ConnectionRace
    private var sockets: [Int: ClientConnection] = [:]
    /// The addresses that have a slot of their own.
    private var beside: Set<Int> = []
    private var errors: [any Error] = []
    private var timer: Scheduled<Void>?
    private var isOver = false
    /// Whether a socket is connected to the proxy, which has not opened a connection yet.
    private(set) var isAtProxy = false

    /// - Parameter end: called once, unless the race is stopped first, with a connection in the attempt's slot.
    init(
        _ routes: [Route], key: ConnectionKey, offer: ConnectionOffer, deadline: NIODeadline, loop: any EventLoop,
        sender: HTTPSender, end: @escaping (Result<ClientConnection, Lost>) -> Void
    ) {
        self.routes = routes
        self.key = key
        self.offer = offer
        self.deadline = deadline
        self.loop = loop
        self.sender = sender
        self.end = end
        race = ConnectionRace(count: routes.count, deadline: deadline)
    }

    func start() {
        while !isOver {
            var made: ClientConnection?
            let step = race.next(now: .now()) { _ in
                let connection = ClientConnection(key: key, offer: offer, loop: loop, sender: sender)
                guard sender.takeRoom(connection) else { return false }
                made = connection
                return true
            }
            switch step {
            case .open(let address): open(address)
            case .openBeside(let address):
                beside.insert(address)
                open(address, as: made)
            case .replace(let old, let new):
                drop(old)
                open(new)
            case .moveIn(let address): moveIn(address)
            case .wait(let time):
                timer?.cancel()
                timer = loop.scheduleTask(deadline: time) { self.start() }
                return
            case .rest: return
            case .lost:
                finish()
                return end(.failure(Lost(errors: errors)))
            }
        }
    }

    /// Closes all sockets, and gives back every slot but the attempt's own.
    func stop() {
        finish()
        for address in Array(sockets.keys) { drop(address) }
    }

    private func finish() {
        isOver = true
        timer?.cancel()
    }

    // MARK: Sockets

    private func open(_ address: Int, as made: ClientConnection? = nil) {
        let connection = made ?? ClientConnection(key: key, offer: offer, loop: loop, sender: sender)
        sockets[address] = connection
        do {
            let tls = origin.isTLS ? try sender.tls.context(for: offer) : nil
            let tunnel = tunnel(of: routes[address], for: connection, tls)
            let first = try routes[address].socketAddress(port: origin.port, proxy: sender.proxy?.proxy)
            bootstrap(connection, tunnel, tls).connect(to: first)
                .whenComplete { result in
                    // One that was dropped in the meantime must not wait for the proxy.
                    guard case .success = result, let tunnel, self.sockets[address] === connection else {
                        return self.ended(address, connection, result.map { _ in () })
                    }
                    self.isAtProxy = true
                    tunnel.whenOpen { self.ended(address, connection, $0) }
                }
        } catch {
            loop.execute { self.ended(address, connection, .failure(error)) }
        }
    }

    /// Nil for a direct route.
    private func tunnel(
        of route: Route, for connection: ClientConnection, _ tls: NIOSSLContext?
    ) -> TunnelHandler? {
        guard case .tunnel(let address, _) = route, let proxy = sender.proxy?.proxy else { return nil }
        guard let tls else { return TunnelHandler(to: address, port: origin.port, of: proxy, addTLS: nil) }
        return TunnelHandler(to: address, port: origin.port, of: proxy) { context, handler in
            try Self.addTLS(tls, to: context.pipeline.syncOperations, for: connection, .after(handler))
        }
    }

    private func bootstrap(
        _ connection: ClientConnection, _ tunnel: TunnelHandler?, _ tls: NIOSSLContext?
    ) -> ClientBootstrap {
        // A little longer than the attempt has, so that its own timeout comes first and says at which step.
        let left = max(.milliseconds(1), deadline - .now()) + .milliseconds(50)
        return ClientBootstrap(group: loop)
            .connectTimeout(left)
            .channelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 16 * 1024)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Self.configure(channel, for: connection, tls: tls, tunnel)
                }
            }
    }

    private static func configure(
        _ channel: any Channel, for connection: ClientConnection, tls: NIOSSLContext?, _ tunnel: TunnelHandler?
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        // In a tunnel, TLS begins when that is open.
        if let tunnel {
            try pipeline.addHandler(tunnel)
        } else if let tls {
            try addTLS(tls, to: pipeline, for: connection, .last)
        }
        // Where the version is not known yet, the connection adds its codec when it is.
        if connection.offer == .http1 { try pipeline.addHandlers(connection.codec, position: .last) }
        try pipeline.addHandler(connection)
    }

    private static func addTLS(
        _ tls: NIOSSLContext, to pipeline: ChannelPipeline.SynchronousOperations, for connection: ClientConnection,
        _ position: ChannelPipeline.SynchronousOperations.Position
    ) throws {
        let handlers: [any ChannelHandler] = [
            HandshakeWatch(connection), try tls.clientHandler(for: connection.origin.host),
        ]
        try pipeline.addHandlers(handlers, position: position)
    }

    private func ended(_ address: Int, _ connection: ClientConnection, _ result: Result<Void, any Error>) {
        guard sockets[address] === connection else { return connection.breakOff() }
        switch result {
        case .success: won(address, connection)
        case .failure(let error):
            sockets[address] = nil
            if beside.remove(address) != nil, sender.leave(connection) {
                race.crowdedOut(address)
            } else {
                errors.append(error)
                race.failed(address)
            }
            start()
        }
    }

    private func won(_ address: Int, _ connection: ClientConnection) {
        if beside.contains(address) {
            guard sender.moveIn(connection) else { return crowdedOut(address) }
            beside.remove(address)
        }
        sockets[address] = nil
        stop()
        end(.success(connection))
    }

    /// Makes the socket's slot the attempt's, which gives back the one it had.
    private func moveIn(_ address: Int) {
        guard let connection = sockets[address] else { return }
        if sender.moveIn(connection) {
            beside.remove(address)
        } else {
            lose(address)
        }
    }

    private func crowdedOut(_ address: Int) {
        lose(address)
        start()
    }

    private func lose(_ address: Int) {
        drop(address)
        race.crowdedOut(address)
    }

    private func drop(_ address: Int) {
        guard let connection = sockets.removeValue(forKey: address) else { return }
        connection.breakOff()
        if beside.remove(address) != nil { sender.leave(connection) }
    }
}
