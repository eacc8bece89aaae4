import Domain
import Storage
import TestSupport

/// A store that is slow to read a body or to confirm webhooks, on the test's clock, as when a network link is down for a while.
struct SlowQueue: DeliveryQueue {
    let store: any DeliveryQueue
    let time: ManualTime
    let seconds: Double
    /// Runs before the store's confirmation is answered.
    var confirming: @Sendable () async throws -> Void = {}

    func body(of event: Event.ID) async throws -> EventBody? {
        time.advance(seconds: seconds)
        return try await store.body(of: event)
    }

    func attach(_ handover: any DeliveryHandover) { store.attach(handover) }

    func dueWebhooks() async throws -> [DueWebhook] { try await store.dueWebhooks() }

    func claim(
        _ requests: [ClaimRequest], at now: Timestamp, leaseUntil: Timestamp, bodyBytes: Int
    ) async throws -> [LeasedDelivery] {
        try await store.claim(requests, at: now, leaseUntil: leaseUntil, bodyBytes: bodyBytes)
    }

    func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded] {
        try await store.record(results, at: now)
    }

    func release(_ leases: [Lease], at now: Timestamp) async throws { try await store.release(leases, at: now) }

    func rescue(at now: Timestamp, limit: Int) async throws -> Int { try await store.rescue(at: now, limit: limit) }

    func reclaim(at now: Timestamp) async throws { try await store.reclaim(at: now) }

    func firstAttempt(of delivery: DeliveryID) async throws -> Timestamp? {
        try await store.firstAttempt(of: delivery)
    }

    func target(_ webhook: Webhook.ID) async throws -> WebhookTarget? { try await store.target(webhook) }

    func current(_ uses: Set<WebhookUse>) async throws -> Set<WebhookUse> {
        let current = try await store.current(uses)
        try await confirming()
        return current
    }
}
