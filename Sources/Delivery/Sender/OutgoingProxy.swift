package import Domain
package import Logging
import NIOCore
import Synchronization

/// The proxy that all connections to receivers lead through. Where it is, and what is wrong with it, is for the operator's
/// log: the owner of a webhook only learns that the receiver is not to blame.
package final class OutgoingProxy: Sendable {
    let proxy: WebhookProxy
    private let logger: Logger
    private let logged = Mutex(RefusalLog())

    package init(_ proxy: WebhookProxy, logger: Logger) {
        self.proxy = proxy
        self.logger = logger
    }

    /// Its own addresses, which the egress rules do not concern: the operator chose it.
    func addresses(
        for request: OutgoingRequest, by names: NameResolver, on loop: any EventLoop
    ) -> EventLoopFuture<[IPAddress]> {
        switch proxy.host {
        case .address(let address): loop.makeSucceededFuture([address])
        case .name(let name):
            names.addresses(of: name, webhook: request.webhook, owner: request.owner, on: loop)
                .flatMapErrorThrowing { error in
                    throw error as? SendFailure == .tooManyLookups
                        ? error : SendFailure.proxy(.name, request.url.authority)
                }
        }
    }

    /// Logs a failure if it is the proxy's: one line a minute for each cause.
    func note(_ failure: SendFailure, of webhook: Int64, now: NIODeadline = .now()) {
        guard let cause = failure.message.proxyCause,
            let left = logged.withLock({ $0.admit("\(cause)", now: now) })
        else { return }
        var metadata: Logger.Metadata = ["cause": "\(cause.name)", "proxy": "\(proxy)", "webhook": "\(webhook)"]
        metadata["status"] = cause.status.map { "\($0)" }
        if left > 0 { metadata["left_out"] = "\(left)" }
        logger.warning("The proxy for webhooks opened no connection", metadata: metadata)
    }
}

extension AttemptMessage {
    fileprivate struct ProxyCause: Hashable {
        let name: String
        var status: Int?
    }

    /// What is wrong with the proxy, for the log; nil if nothing is.
    fileprivate var proxyCause: ProxyCause? {
        switch self {
        case .proxy(.name, _): ProxyCause(name: "name")
        case .proxy(.refused, _): ProxyCause(name: "refused")
        case .proxy(.unreachable, _): ProxyCause(name: "unreachable")
        case .proxy(.credentials, _): ProxyCause(name: "credentials", status: 407)
        case .proxy(.status(let status), _): ProxyCause(name: "status", status: status)
        case .proxy(.closed, _): ProxyCause(name: "closed")
        case .proxy(.notHTTP, _): ProxyCause(name: "not_http")
        case .proxy(.headTooLarge, _): ProxyCause(name: "head_too_large")
        case .timeout(.proxyConnection, _): ProxyCause(name: "no_connection")
        case .timeout(.proxy, _): ProxyCause(name: "no_response")
        default: nil
        }
    }
}
