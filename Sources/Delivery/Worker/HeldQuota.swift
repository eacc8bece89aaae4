import Domain
import Storage

/// How much of a webhook's concurrency quota this node may use, and until when.
enum HeldQuota: Hashable, Sendable {
    /// There are no other nodes.
    case whole
    case part(concurrency: Int, until: Timestamp)
    /// Nothing, as far as this node knows yet.
    static let none = HeldQuota.part(concurrency: 0, until: Timestamp(milliseconds: 0))

    /// How much longer than its timeout an exchange may take until it is certain to be over.
    static let margin: Duration = .seconds(5)

    /// Concurrent exchanges, whenever they start.
    func concurrency(of webhook: PreparedWebhook) -> Int {
        switch self {
        case .whole: webhook.target.maxConcurrency
        case .part(let concurrency, _): min(concurrency, webhook.target.maxConcurrency)
        }
    }

    /// Concurrent exchanges among those that start now: none if one might outlast the share.
    func concurrency(of webhook: PreparedWebhook, at now: Timestamp) -> Int {
        guard case .part(_, let until) = self else { return concurrency(of: webhook) }
        let needed = webhook.target.timeout + Self.margin
        return until - now >= needed ? concurrency(of: webhook) : 0
    }

    /// The matching part of the webhook's rate limit.
    func rate(of webhook: PreparedWebhook) -> Double? {
        webhook.target.rateLimit.map { rate in
            Double(rate) * Double(concurrency(of: webhook)) / Double(webhook.target.maxConcurrency)
        }
    }
}
