import Domain
import Storage
import Testing

extension StoreCheck {
    static let claiming: [StoreCheck] = [
        StoreCheck("each webhook with something pending is due at its earliest delivery") { bed in
            let project = try await bed.project()
            let first = try await bed.webhook(in: project)
            let second = try await bed.webhook(in: project)
            #expect(try await bed.store.dueWebhooks().isEmpty)
            try await bed.publish(in: project, at: bed.now.adding(seconds: 5))
            try await bed.publish(in: project)
            #expect(
                Set(try await bed.store.dueWebhooks()) == [
                    DueWebhook(webhook: first.id, due: bed.now), DueWebhook(webhook: second.id, due: bed.now),
                ])
            _ = try await bed.claim(first, at: bed.now.adding(seconds: 9))
            #expect(try await bed.store.dueWebhooks() == [DueWebhook(webhook: second.id, due: bed.now)])
        },
        StoreCheck("a claim leases what is due, oldest due first, up to the limit of each webhook") { bed in
            let project = try await bed.project()
            let first = try await bed.webhook(in: project)
            let second = try await bed.webhook(in: project)
            for seconds in [3.0, 1, 2] { try await bed.publish(in: project, at: bed.now.adding(seconds: seconds)) }
            let claimed = try await bed.store.claim(
                [ClaimRequest(webhook: first.id, limit: 2), ClaimRequest(webhook: second.id, limit: 1)],
                at: bed.now.adding(seconds: 10), leaseUntil: bed.now.adding(seconds: 70), bodyBytes: 0)
            #expect(claimed.map(\.webhook) == [first.id, first.id, second.id])
            #expect(claimed.map { $0.createdAt.since(bed.now) } == [1000, 2000, 1000])
            #expect(claimed.allSatisfy { $0.leaseUntil == bed.now.adding(seconds: 70) && $0.body == nil })
            #expect(claimed.allSatisfy { $0.project == "perfsee" && $0.place == 1 && $0.attemptCount == 0 })
            for leased in claimed { #expect(try await bed.state(of: leased.id, in: project) == .sending) }
        },
        StoreCheck("a claim brings bodies along as far as they fit, each read once for all its webhooks") { bed in
            let project = try await bed.project()
            let first = try await bed.webhook(in: project)
            let second = try await bed.webhook(in: project)
            for number in 1...3 { try await bed.publish(in: project, payload: #"{"number":\(number)}"#) }
            let body = try #require(try await bed.store.body(of: try await bed.claimOne(first).event)).bytes.count
            let claimed = try await bed.store.claim(
                [first, second].map { ClaimRequest(webhook: $0.id, limit: 10) }, at: bed.now,
                leaseUntil: bed.now.adding(seconds: 60), bodyBytes: body + 1)
            let withBodies = claimed.filter { $0.body != nil }
            #expect(claimed.count == 5 && Set(withBodies.map(\.event)).count == 2)
            for leased in withBodies { #expect(try await bed.store.body(of: leased.event) == leased.body) }
        },
        StoreCheck("what is not yet due is not claimed") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project, at: bed.now.adding(milliseconds: 1))
            #expect(try await bed.claim(webhook).isEmpty)
            #expect(try await bed.claim(webhook, at: bed.now.adding(milliseconds: 1)).count == 1)
        },
        StoreCheck("two that claim at once never lease one delivery twice") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<60 { try await bed.publish(in: project) }
            let claimed = try await withThrowingTaskGroup(of: [DeliveryID].self) { group in
                for _ in 0..<12 {
                    group.addTask { try await bed.claim(webhook, limit: 5).map(\.id) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 60 && Set(claimed).count == 60)
        },
    ]

    static let recording: [StoreCheck] = [
        StoreCheck("an attempt is kept as it was, with the state it led to") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let due = bed.now.adding(seconds: 5)
            let first = try await bed.claimOne(webhook)
            let recorded = try await bed.record(first, .pending(due: due))
            #expect(recorded.leaseHeld && recorded.disabled == nil && recorded.health.failures == 1)
            let waiting = try await bed.delivery(first.id, in: project)
            #expect(waiting.state == .pending && waiting.nextAttemptAt == due && waiting.attemptCount == 1)
            let second = try await bed.claimOne(webhook, at: due)
            #expect(second.place == 2 && second.attemptCount == 1 && second.id == first.id)
            try await bed.record(second, .delivered, at: due)
            let delivered = try await bed.delivery(first.id, in: project)
            #expect(delivered.state == .delivered && delivered.attemptCount == 2 && delivered.nextAttemptAt == nil)
            #expect(delivered.updatedAt == due)
            #expect(
                try await bed.store.attempts(of: first.id) == [
                    .sample(number: 1, .pending(due: due), at: bed.now), .sample(number: 2, .delivered, at: due),
                ])
        },
        StoreCheck("where a blocked name leads is not shown, even if an earlier version recorded it") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            var attempt = try await bed.recordWithoutAnswer(leased) { attempt in
                attempt.reason = .blockedAddress
                attempt.detail =
                    "The name `db.internal` leads to 10.1.2.3, which is in a private network, which this server does "
                    + "not send to. An operator can allow it with `--allow-network 10.0.0.0/8`."
            }
            attempt.detail = Attempt.detail(ofBlockedName: "db.internal")
            #expect(try await bed.store.attempts(of: leased.id) == [attempt])
        },
        StoreCheck("an attempt without an answer has no response") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            let attempt = try await bed.recordWithoutAnswer(leased) { attempt in
                attempt.reason = .dns
                attempt.timings = Attempt.Timings(total: 0)
            }
            #expect(try await bed.store.attempts(of: leased.id) == [attempt])
            let last = try #require(try await bed.health(of: webhook, in: project).lastDelivery)
            #expect(last.statusCode == nil && last.reason == .dns && last.deliveryID == leased.id)
        },
        StoreCheck("the last attempt shows on its webhook") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            try await bed.record(leased, .delivered)
            let last = try #require(try await bed.health(of: webhook, in: project).lastDelivery)
            #expect(last.deliveryID == leased.id && last.statusCode == 204 && last.isSuccess)
            #expect(last.startTime == bed.now.adding(milliseconds: -25) && last.endTime == bed.now)
        },
        StoreCheck("a lease that was lost records nothing") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let lost = try await bed.claimOne(webhook)
            let later = bed.now.adding(seconds: 61)
            #expect(try await bed.store.rescue(at: later, limit: 10) == 1)
            #expect(try await bed.record(lost, .delivered, at: later).leaseHeld == false)
            let anew = try await bed.claimOne(webhook, at: later)
            #expect(anew.lease.token != lost.lease.token)
            #expect(try await bed.record(lost, .delivered, at: later).leaseHeld == false)
            #expect(try await bed.store.attempts(of: lost.id).isEmpty)
            #expect(try await bed.health(of: webhook, in: project).lastDelivery == nil)
            #expect(try await bed.record(anew, .delivered, at: later).leaseHeld)
            #expect(try await bed.record(anew, .failed, at: later).leaseHeld == false)
        },
        StoreCheck("results that are recorded at once are all kept") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<40 { try await bed.publish(in: project) }
            let leased = try await bed.claim(webhook, limit: 40)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for one in leased {
                    group.addTask { try await bed.record(one, .failed) }
                }
                try await group.waitForAll()
            }
            #expect(try await bed.deliveries(in: project, DeliveryFilter(state: .failed)).count == 40)
            for one in leased { #expect(try await bed.store.attempts(of: one.id).count == 1) }
        },
        StoreCheck("what succeeded after its webhook was deleted is delivered, what failed is skipped") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<2 { try await bed.publish(in: project) }
            let leased = try await bed.claim(webhook)
            _ = try await bed.store.deleteWebhook(webhook.id, in: project.number, at: bed.now)
            let recorded = try await bed.record(leased[0], .delivered)
            #expect(recorded.leaseHeld && recorded.disabled == nil)
            try await bed.record(leased[1], .pending(due: bed.now.adding(seconds: 5)))
            #expect(try await bed.state(of: leased[0].id, in: project) == .delivered)
            #expect(try await bed.state(of: leased[1].id, in: project) == .skipped)
        },
    ]

    static let leases: [StoreCheck] = [
        StoreCheck("a lease that is given back makes its delivery due at once, with its place kept") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            try await bed.store.release([leased.lease], at: bed.now)
            let again = try await bed.claimOne(webhook)
            #expect(again.id == leased.id && again.place == 1 && again.attemptCount == 0)
            try await bed.store.release([leased.lease], at: bed.now)
            #expect(try await bed.state(of: leased.id, in: project) == .sending, "an old lease gives nothing back")
        },
        StoreCheck("only what was leased until before now is rescued, a limited number at a time") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<3 { try await bed.publish(in: project) }
            _ = try await bed.claim(webhook, leaseSeconds: 60)
            #expect(try await bed.store.rescue(at: bed.now.adding(seconds: 60), limit: 10) == 0)
            let late = bed.now.adding(milliseconds: 60_001)
            #expect(try await bed.store.rescue(at: late, limit: 2) == 2)
            #expect(try await bed.store.rescue(at: late, limit: 2) == 1)
            #expect(try await bed.store.rescue(at: late, limit: 2) == 0)
            #expect(try await bed.claim(webhook, at: late).count == 3)
        },
        StoreCheck("whoever is alone on the store takes every lease back at once") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let lost = try #require(try await bed.claim(webhook, leaseSeconds: 3_600).first)
            try await bed.store.reclaim(at: bed.now)
            let again = try await bed.claim(webhook)
            #expect(again.map(\.id) == [lost.id])
            #expect(again.first?.lease != lost.lease)
        },
        StoreCheck("what is given back or rescued after its webhook was disabled is skipped, but for a ping") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<2 { try await bed.publish(in: project) }
            let ping = try #require(try await bed.ping(webhook, in: project).firstDelivery)
            let leased = try await bed.claim(webhook)
            try await bed.disable(webhook, in: project)
            let events = leased.filter { $0.id != ping }
            try await bed.store.release([events[0].lease], at: bed.now)
            #expect(try await bed.store.rescue(at: bed.now.adding(seconds: 61), limit: 10) == 2)
            #expect(try await bed.state(of: events[0].id, in: project) == .skipped)
            let rescued = try await bed.delivery(events[1].id, in: project)
            #expect(rescued.state == .skipped && rescued.nextAttemptAt == nil)
            #expect(try await bed.state(of: ping, in: project) == .pending)
        },
        StoreCheck("what is given back after its webhook was deleted is skipped") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            _ = try await bed.store.deleteWebhook(webhook.id, in: project.number, at: bed.now)
            try await bed.store.release([leased.lease], at: bed.now)
            #expect(try await bed.state(of: leased.id, in: project) == .skipped)
        },
    ]
}
