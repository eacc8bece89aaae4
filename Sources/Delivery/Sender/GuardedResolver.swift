import Domain
import NIOCore

/// The only way from a host to addresses for a connection: the egress rules judge each address here, each time, so that
/// a name which resolves differently the second time gains nothing. One for each connection that is made.
///
/// Sendable because everything in it is touched on its event loop only.
final class GuardedResolver: @unchecked Sendable {
    private let host: TargetURL.Host
    private let webhook: Int64
    private let owner: WebhookOwner
    private let loop: any EventLoop
    private let names: NameResolver
    private let egress: EgressGuard
    private let port: Int
    private let promise: EventLoopPromise<[IPAddress]>

    /// When the addresses were there; nil until then, and for a host that needs no look-up.
    private(set) var resolvedAt: NIODeadline?
    private(set) var isDone = false

    init(_ request: OutgoingRequest, loop: any EventLoop, names: NameResolver, egress: EgressGuard) {
        host = request.url.host
        port = request.url.origin.port
        webhook = request.webhook
        owner = request.owner
        self.loop = loop
        self.names = names
        self.egress = egress
        promise = loop.makePromise()
    }

    /// Those of the host's addresses that may be reached; fails with a `SendFailure`. To be asked for once.
    func addresses() -> EventLoopFuture<[IPAddress]> {
        switch host {
        case .address(let address): settle(.success([address]))
        case .name(let name):
            names.addresses(of: name, webhook: webhook, owner: owner, on: loop).whenComplete { result in
                self.resolvedAt = .now()
                self.settle(result)
            }
        }
        return promise.futureResult
    }

    private func settle(_ result: Result<[IPAddress], any Error>) {
        isDone = true
        promise.completeWith(
            Result { try egress.reachable(result.get(), of: host, port: port, webhook: webhook) })
    }
}

extension IPAddress {
    func socketAddress(port: Int) throws -> SocketAddress {
        try SocketAddress(packedIPAddress: ByteBuffer(bytes: packed), port: port)
    }
}
