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
    private let policy: EgressPolicy
    private let v4: EventLoopPromise<[SocketAddress]>
    private let v6: EventLoopPromise<[SocketAddress]>

    /// When the addresses were there; nil until then, and for a host that needs no look-up.
    private(set) var resolvedAt: NIODeadline?
    private(set) var isDone = false
    /// Why there is no address to connect to.
    private(set) var failure: SendFailure?

    init(host: TargetURL.Host, webhook: Int64, loop: any EventLoop, names: NameResolver, policy: EgressPolicy) {
        self.host = host
        self.webhook = webhook
        self.loop = loop
        self.names = names
        self.policy = policy
        v4 = loop.makePromise()
        v6 = loop.makePromise()
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        switch self.host {
        case .address(let address): settle(.success([address]), port: port, name: nil)
        case .name(let name):
            names.addresses(of: name, webhook: webhook, on: loop).whenComplete { result in
                self.resolvedAt = .now()
                self.settle(result, port: port, name: name)
            }
        }
        return v6.futureResult
    }

    /// NIO asks for this right after the other one; one look-up serves both.
    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        v4.futureResult
    }

    func cancelQueries() {}

    private func settle(_ result: Result<[IPAddress], any Error>, port: Int, name: String?) {
        isDone = true
        do {
            let addresses = try judged(result.get(), name: name)
            v6.succeed(try addresses.filter { $0.width == 128 }.map { try $0.socketAddress(port: port) })
            v4.succeed(try addresses.filter { $0.width == 32 }.map { try $0.socketAddress(port: port) })
        } catch {
            failure = error as? SendFailure ?? .unreachable("\(host)", why: "\(error)")
            v6.fail(error)
            v4.fail(error)
        }
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
