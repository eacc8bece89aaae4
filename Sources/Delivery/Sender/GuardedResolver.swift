import Domain
import NIOCore

/// The only path from a host to addresses for a connection: the egress rules check each address here, each time, so a
/// name that resolves differently the second time gains nothing. One per connection being made.
///
/// Sendable because everything in it is touched only on its event loop.
final class GuardedResolver: @unchecked Sendable {
    private let host: WebhookURL.Host
    private let webhook: Int64
    private let owner: WebhookOwner
    private let loop: any EventLoop
    private let names: NameResolver
    private let egress: EgressGuard
    private let port: Int

    /// When the addresses arrived; nil until then, and for a host that needs no lookup.
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
    }

    /// The host's addresses that may be connected to; fails with a `SendFailure`. Call only once.
    func addresses() -> EventLoopFuture<[IPAddress]> {
        found()
            .always { _ in self.isDone = true }
            .flatMapThrowing { addresses in
                do throws(EgressBlock) {
                    return try self.egress.reachable(addresses, of: self.host, port: self.port, webhook: self.webhook)
                } catch {
                    throw SendFailure.blocked(error)
                }
            }
    }

    private func found() -> EventLoopFuture<[IPAddress]> {
        switch host {
        case .address(let address): loop.makeSucceededFuture([address])
        case .name(let name):
            names.addresses(of: name, webhook: webhook, owner: owner, on: loop)
                .always { _ in self.resolvedAt = .now() }
        }
    }
}

extension IPAddress {
    func socketAddress(port: Int) throws -> SocketAddress {
        try SocketAddress(packedIPAddress: ByteBuffer(bytes: packed), port: port)
    }
}
