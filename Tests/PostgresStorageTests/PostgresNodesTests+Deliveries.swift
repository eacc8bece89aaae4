import Domain
import Storage
import TestSupport
import Testing

extension PostgresNodesTests {
    @Test("Claims of two nodes never overlap, and nothing is left")
    func claims() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            for _ in 0..<120 { try await here.publish(in: project) }
            let claimed = try await withThrowingTaskGroup(of: [DeliveryID].self) { group in
                for number in 0..<30 {
                    let fixture = number.isMultiple(of: 2) ? here : there
                    group.addTask { try await fixture.claim(webhook, limit: 5).map(\.id) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let rest = try await there.claim(webhook, limit: 200).map(\.id)
            #expect(Set(claimed + rest).count == 120 && claimed.count + rest.count == 120)
        }
    }

    @Test("A webhook whose circuit is open is probed by one node at a time, and not before the probe is due")
    func probes() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            for _ in 0..<5 { try await here.publish(in: project) }
            for leased in try await here.claim(webhook, limit: 5) { try await here.record(leased, .failed) }
            for _ in 0..<6 { try await here.publish(in: project) }
            let due = here.now + .seconds(5)
            #expect(try await there.claim(webhook, at: due - .milliseconds(1)).isEmpty)
            let probe = try await onlyOne(webhook, at: due, here, there)
            // A failed probe delays the next one; a probe that is given back does not.
            try await there.record(probe, .failed, at: due)
            #expect(try await here.claim(webhook, at: due + .milliseconds(9_999)).isEmpty)
            let second = try await onlyOne(webhook, at: due + .seconds(10), here, there)
            try await here.store.release([second.lease], at: due + .seconds(10))
            let third = try await onlyOne(webhook, at: due + .seconds(10), here, there)
            // A node killed during a probe holds up the next one no longer than its lease.
            #expect(try await there.claim(webhook, at: due + .seconds(70)).isEmpty)
            let fourth = try await onlyOne(webhook, at: due + .milliseconds(70_001), here, there)
            #expect(fourth.id != third.id)
            try await here.record(fourth, .delivered, at: due + .seconds(71))
            #expect(try await there.claim(webhook, at: due + .seconds(71)).count == 3)
        }
    }

    private func onlyOne(
        _ webhook: Webhook, at time: Timestamp, _ here: StoreFixture, _ there: StoreFixture
    ) async throws -> LeasedDelivery {
        let claimed = try await withThrowingTaskGroup(of: [LeasedDelivery].self) { group in
            for fixture in [here, there, here, there] { group.addTask { try await fixture.claim(webhook, at: time) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 1)
        return try #require(claimed.first)
    }

    @Test("A node takes back only its own leases")
    func reclaiming() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            for _ in 0..<2 { try await here.publish(in: project) }
            let own = try await here.claim(webhook, limit: 1)
            let other = try await there.claim(webhook, limit: 1)
            try await here.store.reclaim(at: here.now)
            #expect(try await here.claim(webhook).map(\.id) == own.map(\.id))
            #expect(try await there.record(other[0], .delivered).leaseHeld)
        }
    }

    @Test("The shares of a webhook never exceed its limit, and what one node gives up the other gets")
    func shares() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com", maxConcurrency: 8))
            let (first, second) = (NodeID.random(), NodeID.random())
            func share(_ fixture: StoreFixture, _ node: NodeID, _ wanted: Int, _ held: Int, after: Int64 = 0)
                async throws
                -> Int
            {
                let request = ConcurrencyQuota.Request(webhook: webhook.id, wanted: wanted, held: held)
                let gone = ConcurrencyQuota.Request(webhook: webhook.id + 1, wanted: 1, held: 0)
                let now = fixture.now + .milliseconds(after)
                let shares = try await fixture.store.share([request, gone], of: node, at: now)
                #expect(shares.map(\.webhook) == [webhook.id])
                return try #require(shares.first).concurrency
            }
            #expect(try await share(here, first, 20, 0) == 8)
            #expect(try await share(there, second, 20, 0) == 0)
            // Asked once more, the first gives up what exceeds its part; only then does the second have its own.
            #expect(try await share(here, first, 20, 8) == 4)
            #expect(try await share(there, second, 20, 0) == 0)
            #expect(try await share(here, first, 20, 4) == 4)
            #expect(try await share(there, second, 20, 0) == 4)
            try await here.store.leave(first)
            #expect(try await share(there, second, 20, 4) == 8)
            // What a dead node held goes to others only once it has certainly expired.
            #expect(try await share(here, first, 20, 0, after: 70_000 - 1) == 0)
            #expect(try await share(here, first, 20, 0, after: 70_000) == 8)
        }
    }

    @Test("Nodes that record failures of the same webhooks at once count each of them")
    func counting() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhooks = [try await here.webhook(in: project), try await here.webhook(in: project)]
            for _ in 0..<4 { try await here.publish(in: project) }
            var leased: [LeasedDelivery] = []
            for webhook in webhooks { leased += try await here.claim(webhook) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, one) in leased.enumerated() {
                    let fixture = number.isMultiple(of: 2) ? here : there
                    group.addTask { _ = try await fixture.record(one, .failed) }
                }
                try await group.waitForAll()
            }
            for webhook in webhooks {
                #expect(try await here.health(of: webhook, in: project).health.failures == 4)
            }
        }
    }
}
