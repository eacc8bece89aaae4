import Domain
import Storage
import Testing

extension StoreCheck {
    /// The share granted to a node that wants four exchanges of a webhook.
    private static func concurrency(
        _ fixture: StoreFixture, _ webhook: Webhook, _ node: Int64, held: Int, after: Duration
    ) async throws -> Int? {
        let request = ConcurrencyQuota.Request(webhook: webhook.id, wanted: 4, held: held)
        let now = fixture.now + after
        return try await fixture.store.share([request], of: NodeID(node), at: now).first?.concurrency
    }

    /// A single-process store has no shares to grant: everything belongs to that process.
    static let shares: [StoreCheck] = [
        StoreCheck("what nodes share of a webhook is never more than it allows, and none of one that is gone") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com", maxConcurrency: 8))
            let nodes = (0..<3).map { NodeID(Int64($0 + 1)) }
            let lifetime = fixture.store.shareLifetime
            var held = [0, 0, 0]
            for turn in 0..<12 {
                let node = turn % 3
                let now = fixture.now + .seconds(turn)
                let requests = [
                    ConcurrencyQuota.Request(webhook: webhook.id + 1, wanted: 5, held: 0),
                    ConcurrencyQuota.Request(webhook: webhook.id, wanted: 5, held: held[node]),
                ]
                let shares = try await fixture.store.share(requests, of: nodes[node], at: now)
                guard let lifetime else {
                    #expect(shares.isEmpty)
                    continue
                }
                #expect(shares.map(\.webhook) == [webhook.id])
                #expect(shares.map(\.until) == [now + lifetime])
                held[node] = shares.first?.concurrency ?? 0
                #expect(held.reduce(0, +) <= 8)
            }
            #expect(lifetime == nil || held.allSatisfy { $0 >= 2 })
        },
        StoreCheck("what a node leaves is free at once; what it held before and lets run out is its own no more") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com", maxConcurrency: 4))
            try await fixture.store.leave(NodeID(1))
            guard let lifetime = fixture.store.shareLifetime else { return }
            func share(_ node: Int64, held: Int, after: Duration = .zero) async throws -> Int? {
                try await concurrency(fixture, webhook, node, held: held, after: after)
            }
            #expect(try await share(1, held: 0) == 4)
            #expect(try await share(2, held: 0) == 0)
            try await fixture.store.leave(NodeID(1))
            #expect(try await share(2, held: 0) == 4)
            // The node believes that it still holds everything, but nothing vouches for it.
            #expect(try await share(1, held: 4) == 0)
            #expect(try await share(1, held: 0, after: lifetime * 2) == 4)
            #expect(try await share(2, held: 4, after: lifetime * 2) == 0)
        },
        StoreCheck("a request for a share that was held up gets nothing back that another has taken over by then") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com", maxConcurrency: 4))
            guard let lifetime = fixture.store.shareLifetime else { return }
            func share(_ node: Int64, held: Int, after: Duration) async throws -> Int? {
                try await concurrency(fixture, webhook, node, held: held, after: after)
            }
            #expect(try await share(1, held: 0, after: .zero) == 4)
            #expect(try await share(2, held: 0, after: lifetime * 2) == 4)
            // Requested while the share still held, and delayed until now.
            #expect(try await share(1, held: 4, after: lifetime - .milliseconds(1)) == 0)
        },
    ]
}
