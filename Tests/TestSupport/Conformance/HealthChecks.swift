import Domain
import Storage
import Testing

extension StoreCheck {
    static let health: [StoreCheck] = [
        StoreCheck("failures in a row are counted, open the circuit at the fifth, and a success clears them") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for count in 1...5 {
                try await fixture.publish(in: project)
                let recorded = try await fixture.record(try await fixture.claimOne(webhook), .failed)
                #expect(recorded.health.failures == count && recorded.health.failingSince == fixture.now)
                #expect(recorded.health.probeAt == (count == 5 ? fixture.now + .seconds(5) : nil))
                #expect(try await fixture.store.target(webhook.id)?.health == recorded.health)
            }
            #expect(try await fixture.health(of: webhook, in: project).health.isCircuitOpen)
            #expect(try await fixture.store.counts(at: fixture.now).failingWebhooks == 1)
            let disabled = try await fixture.webhook(in: project)
            #expect(try await fixture.store.troubledWebhooks(limit: 9).map(\.webhook.id) == [webhook.id])
            var changes = WebhookChanges()
            changes.isEnabled = false
            _ = try await fixture.store.updateWebhook(disabled.id, in: project.number, changes, at: fixture.now)
            let troubled = try await fixture.store.troubledWebhooks(limit: 9)
            #expect(troubled.map(\.webhook.id) == [disabled.id, webhook.id])
            #expect(troubled.allSatisfy { $0.owner == .project(project.number) })
            #expect(try await fixture.store.troubledWebhooks(limit: 1).map(\.webhook.id) == [disabled.id])
            try await fixture.publish(in: project)
            let probe = fixture.now + .seconds(5)
            let recorded = try await fixture.record(
                try await fixture.claimOne(webhook, at: probe), .delivered, at: probe)
            #expect(recorded.health == .good)
            #expect(try await fixture.health(of: webhook, in: project).health == .good)
        },
        StoreCheck("410 fails the delivery, disables the webhook as gone and skips what is pending") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<3 { try await fixture.publish(in: project) }
            let leased = try await fixture.claimOne(webhook)
            let recorded = try await fixture.record(leased, .gone)
            #expect(recorded.leaseHeld && recorded.disabled == .gone)
            let after = try await fixture.health(of: webhook, in: project)
            #expect(after.disabledReason == .gone && after.lastDelivery?.statusCode == 410)
            #expect(try await fixture.state(of: leased.id, in: project) == .failed)
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(state: .skipped)).count == 2)
            #expect(try await fixture.publish(in: project).deliveries == 0)
        },
        StoreCheck("however much is pending for a webhook that an attempt disables, all of it is skipped") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<1_201 {
                    group.addTask { try await fixture.publish(in: project) }
                }
                try await group.waitForAll()
            }
            try await fixture.record(try await fixture.claimOne(webhook), .gone)
            #expect(try await fixture.store.dueWebhooks().isEmpty)
        },
        StoreCheck("a failure five days after the first since the last success disables the webhook as failing") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<3 { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook)
            try await fixture.record(leased[0], .failed)
            let fiveDays = fixture.now + .days(5)
            let justBefore = try await fixture.record(leased[1], .failed, at: fiveDays - .milliseconds(1))
            #expect(justBefore.disabled == nil)
            let due = fiveDays + .seconds(60)
            #expect(try await fixture.record(leased[2], .pending(due: due), at: fiveDays).disabled == .failing)
            #expect(try await fixture.health(of: webhook, in: project).disabledReason == .failing)
            #expect(try await fixture.state(of: leased[2].id, in: project) == .skipped)
        },
        StoreCheck("a receiver that asks to wait is probed from then on, and a refusal uses up no step") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let until = fixture.now + .seconds(60)
            let leased = try await fixture.claimOne(webhook)
            #expect(try await fixture.store.firstAttempt(of: leased.id) == nil)
            let recorded = try await fixture.record(
                leased, .pending(due: until, usesStep: false), end: .throttled(until: until))
            #expect(recorded.health.throttledUntil == until && recorded.health.failures == 0)
            #expect(try await fixture.store.target(webhook.id)?.health == recorded.health)
            let attempts = try await fixture.store.attempts(of: leased.id)
            #expect(try await fixture.store.firstAttempt(of: leased.id) == attempts.first?.startTime)
            let again = try await fixture.claimOne(webhook, at: until)
            #expect(again.id == leased.id && again.scheduleIndex == 1 && again.attemptCount == 1)
            try await fixture.record(again, .delivered, at: until)
            #expect(try await fixture.health(of: webhook, in: project).health == .good)
        },
        StoreCheck("what is redelivered by hand is claimed even if only what is urgent is, once") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let old = try await fixture.claimOne(webhook)
            try await fixture.record(old, .delivered)
            try await fixture.publish(in: project)
            let urgent = ClaimRequest(webhook: webhook.id, limit: 1, onlyUrgent: true)
            let until = fixture.now + .seconds(60)
            func claimUrgent() async throws -> [LeasedDelivery] {
                try await fixture.store.claim([urgent], at: fixture.now, leaseUntil: until, bodyBytes: 0)
            }
            #expect(try await claimUrgent().isEmpty)
            #expect(try await fixture.store.dueWebhooks().map(\.isUrgent) == [false])
            _ = try await fixture.store.redeliver(old.id, in: project.number, at: fixture.now, once: nil)
            // Also a worker that was not told of it, because it starts later, lets it go before the others.
            #expect(try await fixture.store.dueWebhooks().map(\.isUrgent) == [true])
            let claimed = try await claimUrgent()
            #expect(claimed.map(\.id) == [old.id] && claimed.allSatisfy(\.isByHand))
            try await fixture.record(claimed[0], .pending(due: fixture.now))
            #expect(try await claimUrgent().isEmpty)
        },
        StoreCheck("enabling starts with a clean record") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            try await fixture.record(try await fixture.claimOne(webhook), .gone)
            try await fixture.enable(webhook, in: project)
            let after = try await fixture.health(of: webhook, in: project)
            #expect(after.isEnabled && after.health == .good)
            #expect(try await fixture.publish(in: project).deliveries == 1)
        },
        StoreCheck("disabling what an attempt had disabled keeps the reason") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            try await fixture.record(try await fixture.claimOne(webhook), .gone)
            try await fixture.disable(webhook, in: project)
            #expect(try await fixture.health(of: webhook, in: project).disabledReason == .gone)
        },
    ]

    static let skipping: [StoreCheck] = [
        StoreCheck("disabling and deleting skip what is pending") { fixture in
            let project = try await fixture.project()
            let disabled = try await fixture.webhook(in: project)
            let deleted = try await fixture.webhook(in: project)
            for _ in 0..<3 { try await fixture.publish(in: project) }
            try await fixture.disable(disabled, in: project)
            _ = try await fixture.store.deleteWebhook(deleted.id, in: project.number, at: fixture.now)
            let deliveries = try await fixture.deliveries(in: project)
            #expect(deliveries.count == 6)
            #expect(deliveries.allSatisfy { $0.state == .skipped && $0.nextAttemptAt == nil })
            #expect(try await fixture.store.dueWebhooks().isEmpty)
            #expect(try await fixture.store.counts(at: fixture.now).disabledWebhooks == 1)
        },
        StoreCheck("a ping outlives the disabling of its webhook, and its failed attempts, but not its deletion") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let ping = try #require(try await fixture.ping(webhook, in: project).firstDelivery)
            try await fixture.disable(webhook, in: project)
            let leased = try await fixture.claimOne(webhook)
            #expect(leased.id == ping)
            try await fixture.record(leased, .pending(due: fixture.now + .seconds(5)))
            #expect(try await fixture.state(of: ping, in: project) == .pending)
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            #expect(try await fixture.state(of: ping, in: project) == .skipped)
        },
    ]

    static let redelivering: [StoreCheck] = [
        StoreCheck("a redelivery is due now, at the start of its schedule, and keeps its attempts") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, .failed)
            let later = fixture.now + .seconds(9)
            let redelivered = try await fixture.store.redeliver(leased.id, in: project.number, at: later, once: nil)
                .value
            #expect(redelivered.state == .pending && redelivered.nextAttemptAt == later)
            #expect(try await fixture.delivery(leased.id, in: project) == redelivered)
            let again = try await fixture.claimOne(webhook, at: later)
            #expect(again.id == leased.id && again.scheduleIndex == 1 && again.attemptCount == 1)
            try await fixture.record(again, .delivered, at: later)
            #expect(try await fixture.store.attempts(of: leased.id).map(\.number) == [1, 2])
        },
        StoreCheck("a redelivery is refused while it is sent, and when its webhook is disabled or gone") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            func refused() async throws -> StoreError? {
                try await refusal {
                    try await fixture.store.redeliver(leased.id, in: project.number, at: fixture.now, once: nil)
                }
            }
            #expect(try await refused() == .conflict(.deliverySending))
            try await fixture.record(leased, .delivered)
            try await fixture.disable(webhook, in: project)
            #expect(try await refused() == .conflict(.deliveryWebhookDisabled))
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            #expect(try await refused() == .conflict(.deliveryWebhookDeleted))
            #expect(try await fixture.state(of: leased.id, in: project) == .delivered)
        },
        StoreCheck("another project's delivery cannot be redelivered, nor seen") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            _ = try await fixture.webhook(in: project)
            let id = try #require(try await fixture.publish(in: project).firstDelivery)
            let refused = try await refusal {
                try await fixture.store.redeliver(id, in: other.number, at: fixture.now, once: nil)
            }
            #expect(refused == .notFound)
            #expect(try await fixture.store.delivery(id, in: other.number) == nil)
        },
    ]

    static let log: [StoreCheck] = [
        StoreCheck("deliveries are listed newest first, a page at a time") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            var ids: [DeliveryID] = []
            for second in 0..<5 {
                let accepted = try await fixture.publish(in: project, at: fixture.now + .seconds(second))
                let id = try #require(accepted.firstDelivery)
                ids.append(id)
            }
            let listed = try await fixture.deliveries(in: project)
            #expect(listed.map(\.id) == ids.reversed())
            let page = try await fixture.deliveries(in: project, before: ids[3], limit: 2)
            #expect(page.map(\.id) == [ids[2], ids[1]])
        },
        StoreCheck("deliveries are filtered by webhook, state, event type and time, alone and together") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.webhook(in: project)
            let second = try await fixture.webhook(in: project)
            try await fixture.publish("a", in: project)
            try await fixture.publish("b", in: project, at: fixture.now + .seconds(1))
            try await fixture.record(try await fixture.claimOne(first), .delivered)
            let late = fixture.now + .seconds(2)
            try await fixture.record(try await fixture.claimOne(first, at: late), .failed, at: late)
            _ = try await fixture.claimOne(second)
            @Sendable func count(_ filter: DeliveryFilter) async throws -> Int {
                let found = try await fixture.store.deliveries(
                    in: project.number, matching: filter, before: nil, limit: 99)
                return found.count
            }
            #expect(try await count(DeliveryFilter()) == 4)
            #expect(try await count(DeliveryFilter(webhook: first.id)) == 2)
            for state in [Delivery.State.delivered, .failed, .sending, .pending] {
                #expect(try await count(DeliveryFilter(state: state)) == 1)
            }
            #expect(try await count(DeliveryFilter(state: .skipped)) == 0)
            #expect(try await count(DeliveryFilter(eventType: EventTypeExpression("a"))) == 2)
            #expect(try await count(DeliveryFilter(since: fixture.now + .seconds(1))) == 2)
            #expect(try await count(DeliveryFilter(until: fixture.now + .seconds(1))) == 2)
            #expect(try await count(DeliveryFilter(since: fixture.now, until: fixture.now)) == 0)
            let all = DeliveryFilter(
                webhook: first.id, state: .failed, eventType: EventTypeExpression("b"),
                since: fixture.now + .seconds(1), until: late)
            #expect(try await count(all) == 1)
        },
        StoreCheck("deliveries are listed by event type expression, in which only * has a meaning") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            for type in ["own:a_b", "own:axb", "own:a.b", "lab:a-b"] { try await fixture.publish(type, in: project) }
            for (expression, types) in [
                ("own:a_b", ["own:a_b"]), ("own:a_*", ["own:a_b"]),
                ("own:*, lab:*", ["lab:a-b", "own:a.b", "own:axb", "own:a_b"]),
                ("*.b,*-b", ["lab:a-b", "own:a.b"]), ("own:a?b", []), ("own:a?*", []), ("own:[a]*", []), ("%", []),
                ("own:%*", []), ("OWN:*", []), ("\\*", []), ("*x*", ["own:axb"]), (" , ", []),
            ] as [(String, [String])] {
                let filter = DeliveryFilter(eventType: EventTypeExpression(expression))
                let found = try await fixture.deliveries(in: project, filter)
                #expect(Set(found.map(\.eventType.text)) == Set(types), "\(expression)")
            }
        },
        StoreCheck("times before 1970 and far ahead are fine as a filter") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let past = Timestamp(milliseconds: -1)
            let future = Timestamp(milliseconds: .max)
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(since: past)).count == 1)
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(until: past)).isEmpty)
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(since: future)).isEmpty)
            #expect(try await fixture.deliveries(in: project, DeliveryFilter(until: future)).count == 1)
        },
        StoreCheck("the counts say how much waits, how much is on its way, and since when") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let empty = try await fixture.store.counts(at: fixture.now)
            #expect(empty.pending == 0 && empty.sending == 0 && empty.oldestDue == nil)
            for second in [2.0, 1, 3] {
                try await fixture.publish(in: project, at: fixture.now + .seconds(second))
            }
            _ = try await fixture.claimOne(webhook, at: fixture.now + .seconds(1))
            let counts = try await fixture.store.counts(at: fixture.now)
            #expect(counts.pending == 2 && counts.sending == 1 && counts.oldestDue == fixture.now + .seconds(2))
        },
    ]
}
