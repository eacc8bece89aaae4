import Domain
import NIOCore
import NIOPosix

/// The only way from a host to addresses for a connection: the egress rules judge each address here, each time, so that
/// a name which resolves differently the second time gains nothing. One for each connection that is made.
///
/// Sendable because everything in it is touched on its event loop only.
final class GuardedResolver: Resolver, @unchecked Sendable {
    private let host: TargetURL.Host
    private let webhook: Int64
    private let loop: any EventLoop
    private let names: NameResolver
    private let egress: EgressGuard
    private let port: Int
    private let v4: EventLoopPromise<[SocketAddress]>
    private let v6: EventLoopPromise<[SocketAddress]>

    /// When the addresses were there; nil until then, and for a host that needs no look-up.
    private(set) var resolvedAt: NIODeadline?
    private(set) var isDone = false
    /// Why there is no address to connect to.
    private(set) var failure: SendFailure?

    init(
        origin: TargetURL.Origin, webhook: Int64, loop: any EventLoop, names: NameResolver, egress: EgressGuard
    ) {
        host = origin.host
        port = origin.port
        self.webhook = webhook
        self.loop = loop
        self.names = names
        self.egress = egress
        v4 = loop.makePromise()
        v6 = loop.makePromise()
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        switch self.host {
        case .address(let address): settle(.success([address]))
        case .name(let name):
            names.addresses(of: name, webhook: webhook, on: loop).whenComplete { result in
                self.resolvedAt = .now()
                self.settle(result)
            }
        }
        return v6.futureResult
    }

    /// NIO asks for this right after the other one; one look-up serves both.
    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        v4.futureResult
    }

    func cancelQueries() {}

    private func settle(_ result: Result<[IPAddress], any Error>) {
        isDone = true
        do {
            let addresses = try egress.reachable(result.get(), of: host, port: port, webhook: webhook)
            v6.succeed(try addresses.filter { $0.width == 128 }.map { try $0.socketAddress(port: port) })
            v4.succeed(try addresses.filter { $0.width == 32 }.map { try $0.socketAddress(port: port) })
        } catch {
            failure = error as? SendFailure ?? .unreachable("\(host)", why: "\(error)")
            v6.fail(error)
            v4.fail(error)
        }
    }
}

extension IPAddress {
    func socketAddress(port: Int) throws -> SocketAddress {
        try SocketAddress(packedIPAddress: ByteBuffer(bytes: packed), port: port)
    }
}
