import Domain
import Storage
import Testing

extension StoreCheck {
    static let claiming: [StoreCheck] = [
        StoreCheck("the bodies of many events are read at once, without those that are too long") { fixture in
            let project = try await fixture.project()
            let short = try await fixture.publish(in: project, payload: #"{"a":1}"#)
            let text = String(repeating: "x", count: 99)
            let long = try await fixture.publish(in: project, payload: #"{"a":"\#(text)"}"#)
            let events = [short.event, long.event, short.event, long.event + 1]
            let bodies = try await fixture.store.bodies(of: events, upTo: 99)
            #expect(bodies == [short.event: EventBody(eventType: .bundleFinished, payload: #"{"a":1}"#.utf8)])
            #expect(try await fixture.store.bodies(of: events, upTo: 999).count == 2)
            #expect(try await fixture.store.bodies(of: [], upTo: 999).isEmpty)
        },
        StoreCheck("each webhook with something pending is due at its earliest delivery") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.webhook(in: project)
            let second = try await fixture.webhook(in: project)
            #expect(try await fixture.store.dueWebhooks().isEmpty)
            try await fixture.publish(in: project, at: fixture.now + .seconds(5))
            try await fixture.publish(in: project)
            #expect(
                Set(try await fixture.store.dueWebhooks()) == [
                    DueWebhook(webhook: first.id, due: fixture.now), DueWebhook(webhook: second.id, due: fixture.now),
                ])
            _ = try await fixture.claim(first, at: fixture.now + .seconds(9))
            #expect(try await fixture.store.dueWebhooks() == [DueWebhook(webhook: second.id, due: fixture.now)])
        },
        StoreCheck("a claim leases what is due, oldest due first, up to the limit of each webhook") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.webhook(in: project)
            let second = try await fixture.webhook(in: project)
            for seconds in [3.0, 1, 2] {
                try await fixture.publish(in: project, at: fixture.now + .seconds(seconds))
            }
            let claimed = try await fixture.store.claim(
                [ClaimRequest(webhook: first.id, limit: 2), ClaimRequest(webhook: second.id, limit: 1)],
                at: fixture.now + .seconds(10), leaseUntil: fixture.now + .seconds(70), bodyBytes: 0)
            #expect(claimed.map(\.webhook) == [first.id, first.id, second.id])
            #expect(claimed.map { $0.createdAt - fixture.now } == [.seconds(1), .seconds(2), .seconds(1)])
            #expect(claimed.allSatisfy { $0.leaseUntil == fixture.now + .seconds(70) && $0.body == nil })
            #expect(claimed.allSatisfy { $0.project == "perfsee" && $0.scheduleIndex == 1 && $0.attemptCount == 0 })
            for leased in claimed { #expect(try await fixture.state(of: leased.id, in: project) == .sending) }
        },
        StoreCheck("a claim brings bodies along as far as they fit, each read once for all its webhooks") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.webhook(in: project)
            let second = try await fixture.webhook(in: project)
            for number in 1...3 { try await fixture.publish(in: project, payload: #"{"number":\(number)}"#) }
            let body = try #require(try await fixture.store.body(of: try await fixture.claimOne(first).event)).bytes
                .count
            let claimed = try await fixture.store.claim(
                [first, second].map { ClaimRequest(webhook: $0.id, limit: 10) }, at: fixture.now,
                leaseUntil: fixture.now + .seconds(60), bodyBytes: body + 1)
            let withBodies = claimed.filter { $0.body != nil }
            #expect(claimed.count == 5 && Set(withBodies.map(\.event)).count == 2)
            for leased in withBodies { #expect(try await fixture.store.body(of: leased.event) == leased.body) }
        },
        StoreCheck("what is not yet due is not claimed") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project, at: fixture.now + .milliseconds(1))
            #expect(try await fixture.claim(webhook).isEmpty)
            #expect(try await fixture.claim(webhook, at: fixture.now + .milliseconds(1)).count == 1)
        },
        StoreCheck("two that claim at once never lease one delivery twice") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<60 { try await fixture.publish(in: project) }
            let claimed = try await withThrowingTaskGroup(of: [DeliveryID].self) { group in
                for _ in 0..<12 {
                    group.addTask { try await fixture.claim(webhook, limit: 5).map(\.id) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 60 && Set(claimed).count == 60)
        },
    ]

    static let recording: [StoreCheck] = [
        StoreCheck("an attempt is kept as it was, with the state it led to") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let due = fixture.now + .seconds(5)
            let first = try await fixture.claimOne(webhook)
            let recorded = try await fixture.record(first, .pending(due: due))
            #expect(recorded.leaseHeld && recorded.disabled == nil && recorded.health.failures == 1)
            let waiting = try await fixture.delivery(first.id, in: project)
            #expect(waiting.state == .pending && waiting.nextAttemptAt == due && waiting.attemptCount == 1)
            let second = try await fixture.claimOne(webhook, at: due)
            #expect(second.scheduleIndex == 2 && second.attemptCount == 1 && second.id == first.id)
            try await fixture.record(second, .delivered, at: due)
            let delivered = try await fixture.delivery(first.id, in: project)
            #expect(delivered.state == .delivered && delivered.attemptCount == 2 && delivered.nextAttemptAt == nil)
            #expect(delivered.updatedAt == due)
            #expect(
                try await fixture.store.attempts(of: first.id) == [
                    .sample(number: 1, .pending(due: due), at: fixture.now), .sample(number: 2, .delivered, at: due),
                ])
        },
        StoreCheck("what an attempt says is kept, whatever it is") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            let loopback = try CIDR(parsing: "::1/128")
            let attempt = try await fixture.recordWithoutAnswer(leased) { attempt in
                attempt.reason = .blockedAddress
                attempt.messages = [
                    .blocked(.notPublic(host: "::1", kind: .loopback, network: loopback)),
                    .blocked(.servicePort(port: 22, service: "SSH")), .blocked(.lowPort(port: 81)), .tooManyLookups,
                    .unreachable(authority: "a.example:443", why: .system(code: 5)), .sentAgain(why: .strayBytes),
                ]
            }
            #expect(try await fixture.store.attempts(of: leased.id) == [attempt])
        },
        StoreCheck("an attempt without an answer has no response") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            let attempt = try await fixture.recordWithoutAnswer(leased) { attempt in
                attempt.reason = .dns
                attempt.timings = Attempt.Timings(total: .zero)
            }
            #expect(try await fixture.store.attempts(of: leased.id) == [attempt])
            let last = try #require(try await fixture.health(of: webhook, in: project).lastDelivery)
            #expect(last.statusCode == nil && last.reason == .dns && last.deliveryID == leased.id)
        },
        StoreCheck("the last attempt shows on its webhook") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, .delivered)
            let last = try #require(try await fixture.health(of: webhook, in: project).lastDelivery)
            #expect(last.deliveryID == leased.id && last.statusCode == 204 && last.isSuccess)
            #expect(last.startTime == fixture.now - .milliseconds(25) && last.endTime == fixture.now)
        },
        StoreCheck("a lease that was lost records nothing") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let lost = try await fixture.claimOne(webhook)
            let later = fixture.now + .seconds(61)
            #expect(try await fixture.store.rescue(at: later, limit: 10) == 1)
            #expect(try await fixture.record(lost, .delivered, at: later).leaseHeld == false)
            let anew = try await fixture.claimOne(webhook, at: later)
            #expect(anew.lease.token != lost.lease.token)
            #expect(try await fixture.record(lost, .delivered, at: later).leaseHeld == false)
            #expect(try await fixture.store.attempts(of: lost.id).isEmpty)
            #expect(try await fixture.health(of: webhook, in: project).lastDelivery == nil)
            #expect(try await fixture.record(anew, .delivered, at: later).leaseHeld)
            #expect(try await fixture.record(anew, .failed, at: later).leaseHeld == false)
        },
        StoreCheck("results that are recorded at once are all kept") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<40 { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook, limit: 40)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for one in leased {
                    group.addTask { try await fixture.record(one, .failed) }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(state: .failed)).count == 40)
            for one in leased { #expect(try await fixture.store.attempts(of: one.id).count == 1) }
        },
        StoreCheck("what succeeded after its webhook was deleted is delivered, what failed is skipped") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<2 { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook)
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            let recorded = try await fixture.record(leased[0], .delivered)
            #expect(recorded.leaseHeld && recorded.disabled == nil)
            try await fixture.record(leased[1], .pending(due: fixture.now + .seconds(5)))
            #expect(try await fixture.state(of: leased[0].id, in: project) == .delivered)
            #expect(try await fixture.state(of: leased[1].id, in: project) == .skipped)
        },
    ]

    static let leases: [StoreCheck] = [
        StoreCheck("a lease that is given back makes its delivery due at once, with its place kept") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.store.release([leased.lease], at: fixture.now)
            let again = try await fixture.claimOne(webhook)
            #expect(again.id == leased.id && again.scheduleIndex == 1 && again.attemptCount == 0)
            try await fixture.store.release([leased.lease], at: fixture.now)
            #expect(try await fixture.state(of: leased.id, in: project) == .sending, "an old lease gives nothing back")
        },
        StoreCheck("only what was leased until before now is rescued, a limited number at a time") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<3 { try await fixture.publish(in: project) }
            _ = try await fixture.claim(webhook, leaseSeconds: 60)
            #expect(try await fixture.store.rescue(at: fixture.now + .seconds(60), limit: 10) == 0)
            let late = fixture.now + .milliseconds(60_001)
            #expect(try await fixture.store.rescue(at: late, limit: 2) == 2)
            #expect(try await fixture.store.rescue(at: late, limit: 2) == 1)
            #expect(try await fixture.store.rescue(at: late, limit: 2) == 0)
            #expect(try await fixture.claim(webhook, at: late).count == 3)
        },
        StoreCheck("whoever is alone on the store takes every lease back at once") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let lost = try #require(try await fixture.claim(webhook, leaseSeconds: 3_600).first)
            try await fixture.store.reclaim(at: fixture.now)
            let again = try await fixture.claim(webhook)
            #expect(again.map(\.id) == [lost.id])
            #expect(again.first?.lease != lost.lease)
        },
        StoreCheck("what is given back or rescued after its webhook was disabled is skipped, but for a ping") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<2 { try await fixture.publish(in: project) }
            let ping = try #require(try await fixture.ping(webhook, in: project).firstDelivery)
            let leased = try await fixture.claim(webhook)
            try await fixture.disable(webhook, in: project)
            let events = leased.filter { $0.id != ping }
            try await fixture.store.release([events[0].lease], at: fixture.now)
            #expect(try await fixture.store.rescue(at: fixture.now + .seconds(61), limit: 10) == 2)
            #expect(try await fixture.state(of: events[0].id, in: project) == .skipped)
            let rescued = try await fixture.delivery(events[1].id, in: project)
            #expect(rescued.state == .skipped && rescued.nextAttemptAt == nil)
            #expect(try await fixture.state(of: ping, in: project) == .pending)
        },
        StoreCheck("what is given back after its webhook was deleted is skipped") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            try await fixture.store.release([leased.lease], at: fixture.now)
            #expect(try await fixture.state(of: leased.id, in: project) == .skipped)
        },
    ]
}
