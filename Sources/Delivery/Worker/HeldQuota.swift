import Domain
import Storage

/// What this node may use of what a webhook allows at once, and until when.
enum HeldQuota: Hashable, Sendable {
    /// There is no other node.
    case whole
    case part(concurrency: Int, until: Timestamp)
    /// Nothing, as far as is known yet.
    static let none = HeldQuota.part(concurrency: 0, until: Timestamp(milliseconds: 0))

    /// What an exchange may take beyond its time-out until it is over for certain, in milliseconds.
    static let margin: Int64 = 5_000

    /// Exchanges at once, whenever they may start.
    func concurrency(of webhook: PreparedWebhook) -> Int {
        switch self {
        case .whole: webhook.target.maxConcurrency
        case .part(let concurrency, _): min(concurrency, webhook.target.maxConcurrency)
        }
    }

    /// Exchanges at once, of those that start now: none where one might outlast the share.
    func concurrency(of webhook: PreparedWebhook, at now: Timestamp) -> Int {
        guard case .part(_, let until) = self else { return concurrency(of: webhook) }
        let needed = Int64(webhook.target.timeout) * 1000 + Self.margin
        return until.since(now) >= needed ? concurrency(of: webhook) : 0
    }

    /// The part of a rate that goes with it.
    func rate(of webhook: PreparedWebhook) -> Double? {
        webhook.target.rateLimit.map { rate in
            Double(rate) * Double(concurrency(of: webhook)) / Double(webhook.target.maxConcurrency)
        }
    }
}
