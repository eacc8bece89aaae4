package import Domain
package import Logging
import NIOCore
import Synchronization

/// Checks the addresses of a host against the policy before every connection. The operator's log names the blocked
/// addresses; the webhook's owner never sees them.
package final class EgressGuard: Sendable {
    private let policy: EgressPolicy
    private let own: OwnAddresses
    private let logger: Logger
    private let logged = Mutex(RefusalLog())

    package init(_ policy: EgressPolicy, own: OwnAddresses = OwnAddresses(), logger: Logger) {
        self.policy = policy
        self.own = own
        self.logger = logger
    }

    /// The host's addresses that may be connected to. If there are none, throws what the webhook's owner may know.
    func reachable(
        _ addresses: [IPAddress], of host: WebhookURL.Host, port: Int, webhook: Int64, now: NIODeadline = .now()
    ) throws(EgressBlock) -> [IPAddress] {
        let own = own.current(now: now)
        var open: [IPAddress] = [], refusals: [EgressRefusal] = []
        for address in addresses {
            switch policy.verdict(on: address, port: port, own: own) {
            case .allowed: open.append(address)
            case .refused(let refusal): refusals.append(refusal)
            }
        }
        // Report the port first: the owner wrote it and can choose another.
        guard open.isEmpty, let refusal = refusals.first(where: \.isOfPort) ?? refusals.first else { return open }
        log(refusal, host, others: refusals.count - 1, webhook: webhook, now: now)
        throw refusal.block(to: host)
    }

    /// - Parameter others: how many other addresses of the host are refused as well.
    private func log(
        _ refusal: EgressRefusal, _ host: WebhookURL.Host, others: Int, webhook: Int64, now: NIODeadline
    ) {
        guard let left = logged.withLock({ $0.admit("\(host)", now: now) }) else { return }
        var metadata = refusal.metadata
        metadata["host"] = "\(host)"
        metadata["webhook"] = "\(webhook)"
        if others > 0 { metadata["others"] = "\(others)" }
        logger.notice(
            refusal.isOfPort ? "A webhook's port is not allowed" : "A webhook's address is not allowed",
            metadata: metadata)
        if left > 0 {
            logger.notice("More addresses and ports were refused than the log says", metadata: ["count": "\(left)"])
        }
    }
}
