import Domain
import NIOCore

/// The only way from a host to addresses for a connection: the egress rules judge each address here, each time, so that
/// a name which resolves differently the second time gains nothing. One for each connection that is made.
///
/// Sendable because everything in it is touched on its event loop only.
final class GuardedResolver: @unchecked Sendable {
    private let host: TargetURL.Host
    private let webhook: Int64
    private let loop: any EventLoop
    private let names: NameResolver
    private let policy: EgressPolicy
    private let promise: EventLoopPromise<[IPAddress]>

    /// When the addresses were there; nil until then, and for a host that needs no look-up.
    private(set) var resolvedAt: NIODeadline?
    private(set) var isDone = false

    init(host: TargetURL.Host, webhook: Int64, loop: any EventLoop, names: NameResolver, policy: EgressPolicy) {
        self.host = host
        self.webhook = webhook
        self.loop = loop
        self.names = names
        self.policy = policy
        promise = loop.makePromise()
    }

    /// Those of the host's addresses that may be reached; fails with a `SendFailure`. To be asked for once.
    func addresses() -> EventLoopFuture<[IPAddress]> {
        switch host {
        case .address(let address): settle(.success([address]), name: nil)
        case .name(let name):
            names.addresses(of: name, webhook: webhook, on: loop).whenComplete { result in
                self.resolvedAt = .now()
                self.settle(result, name: name)
            }
        }
        return promise.futureResult
    }

    private func settle(_ result: Result<[IPAddress], any Error>, name: String?) {
        isDone = true
        promise.completeWith(Result { try judged(result.get(), name: name) })
    }

    /// Those that may be reached; throws where none of them may.
    private func judged(_ addresses: [IPAddress], name: String?) throws(SendFailure) -> [IPAddress] {
        let open = addresses.filter(policy.isAllowed)
        guard open.isEmpty, let first = addresses.first,
            case .blocked(let what, let range) = policy.verdict(on: first)
        else { return open }
        throw .blocked(first, what: what, range: range, name: name)
    }
}

extension IPAddress {
    func socketAddress(port: Int) throws -> SocketAddress {
        try SocketAddress(packedIPAddress: ByteBuffer(bytes: packed), port: port)
    }
}
