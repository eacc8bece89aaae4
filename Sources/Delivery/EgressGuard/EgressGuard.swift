import Domain
package import Logging
import NIOCore
import Synchronization

/// Checks the addresses of a host against the policy before every connection. The operator's log names the blocked
/// addresses; the webhook's owner never sees them.
package final class EgressGuard: Sendable {
    package let policy: EgressPolicy
    private let own: OwnAddresses
    private let logger: Logger
    private let refusals = Mutex(RefusalLog())

    package init(_ policy: EgressPolicy, own: OwnAddresses = OwnAddresses(), logger: Logger) {
        self.policy = policy
        self.own = own
        self.logger = logger
    }

    /// Why a webhook's URL is refused when it is set; nil if it is allowed.
    package func refusal(onCreating url: TargetURL) -> String? {
        policy.refusal(onCreating: url, own: own.current(now: .now()))
    }

    /// The host's addresses that may be connected to; throws if there are none.
    func reachable(
        _ addresses: [IPAddress], of host: TargetURL.Host, port: Int, webhook: Int64, now: NIODeadline = .now()
    ) throws(SendFailure) -> [IPAddress] {
        let own = own.current(now: now)
        var open: [IPAddress] = [], blocks: [EgressBlock] = []
        for address in addresses {
            switch policy.verdict(on: address, port: port, own: own) {
            case .allowed: open.append(address)
            case .blocked(let block): blocks.append(block)
            }
        }
        // Report the port first: the owner wrote it and can choose another.
        guard open.isEmpty, let block = blocks.first(where: \.isOfPort) ?? blocks.first else { return open }
        log(block, host, others: blocks.count - 1, webhook: webhook, now: now)
        throw .blocked(block, host: host)
    }

    private func log(_ block: EgressBlock, _ host: TargetURL.Host, others: Int, webhook: Int64, now: NIODeadline) {
        guard let left = refusals.withLock({ $0.admit("\(host)", now: now) }) else { return }
        logger.notice("\(block.line(on: host, others: others))", metadata: ["webhook": "\(webhook)"])
        if left > 0 { logger.notice("\(left) more refusals of webhooks' addresses were not logged one by one.") }
    }
}
