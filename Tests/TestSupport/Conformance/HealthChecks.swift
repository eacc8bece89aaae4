import Domain
import Storage
import Testing

extension StoreCheck {
    static let health: [StoreCheck] = [
        StoreCheck("failures in a row are counted, spare the webhook at the fifth, and a success forgets them") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for count in 1...5 {
                try await bed.publish(in: project)
                let recorded = try await bed.record(try await bed.claimOne(webhook), .failed)
                #expect(recorded.health.failures == count && recorded.health.failingSince == bed.now)
                #expect(recorded.health.probeAt == (count == 5 ? bed.now.adding(seconds: 5) : nil))
                #expect(try await bed.store.target(webhook.id)?.health == recorded.health)
            }
            #expect(try await bed.health(of: webhook, in: project).health.isSpared)
            #expect(try await bed.store.counts(at: bed.now).failingWebhooks == 1)
            let disabled = try await bed.webhook(in: project)
            #expect(try await bed.store.troubledWebhooks(limit: 9).map(\.webhook.id) == [webhook.id])
            var changes = WebhookChanges()
            changes.isEnabled = false
            _ = try await bed.store.updateWebhook(disabled.id, in: project.number, changes, at: bed.now)
            let troubled = try await bed.store.troubledWebhooks(limit: 9)
            #expect(troubled.map(\.webhook.id) == [disabled.id, webhook.id])
            #expect(troubled.allSatisfy { $0.owner == .project(project.number) })
            #expect(try await bed.store.troubledWebhooks(limit: 1).map(\.webhook.id) == [disabled.id])
            try await bed.publish(in: project)
            let probe = bed.now.adding(seconds: 5)
            let recorded = try await bed.record(try await bed.claimOne(webhook, at: probe), .delivered, at: probe)
            #expect(recorded.health == .good)
            #expect(try await bed.health(of: webhook, in: project).health == .good)
        },
        StoreCheck("410 fails the delivery, disables the webhook as gone and skips what is pending") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<3 { try await bed.publish(in: project) }
            let leased = try await bed.claimOne(webhook)
            let recorded = try await bed.record(leased, .gone)
            #expect(recorded.leaseHeld && recorded.disabled == .gone)
            let after = try await bed.health(of: webhook, in: project)
            #expect(after.disabledReason == .gone && after.lastDelivery?.statusCode == 410)
            #expect(try await bed.state(of: leased.id, in: project) == .failed)
            #expect(try await bed.deliveries(in: project, DeliveryFilter(state: .skipped)).count == 2)
            #expect(try await bed.publish(in: project).deliveries == 0)
        },
        StoreCheck("however much is pending for a webhook that an attempt disables, all of it is skipped") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<1_201 {
                    group.addTask { try await bed.publish(in: project) }
                }
                try await group.waitForAll()
            }
            try await bed.record(try await bed.claimOne(webhook), .gone)
            #expect(try await bed.store.dueWebhooks().isEmpty)
        },
        StoreCheck("a failure five days after the first since the last success disables the webhook as failing") {
            bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            for _ in 0..<3 { try await bed.publish(in: project) }
            let leased = try await bed.claim(webhook)
            try await bed.record(leased[0], .failed)
            let fiveDays = bed.now.adding(seconds: 5 * 86_400)
            let justBefore = try await bed.record(leased[1], .failed, at: fiveDays.adding(milliseconds: -1))
            #expect(justBefore.disabled == nil)
            let due = fiveDays.adding(seconds: 60)
            #expect(try await bed.record(leased[2], .pending(due: due), at: fiveDays).disabled == .failing)
            #expect(try await bed.health(of: webhook, in: project).disabledReason == .failing)
            #expect(try await bed.state(of: leased[2].id, in: project) == .skipped)
        },
        StoreCheck("enabling starts with a clean record") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            try await bed.record(try await bed.claimOne(webhook), .gone)
            try await bed.enable(webhook, in: project)
            let after = try await bed.health(of: webhook, in: project)
            #expect(after.isEnabled && after.health == .good)
            #expect(try await bed.publish(in: project).deliveries == 1)
        },
        StoreCheck("disabling what an attempt had disabled keeps the reason") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            try await bed.record(try await bed.claimOne(webhook), .gone)
            try await bed.disable(webhook, in: project)
            #expect(try await bed.health(of: webhook, in: project).disabledReason == .gone)
        },
    ]

    static let skipping: [StoreCheck] = [
        StoreCheck("disabling and deleting skip what is pending") { bed in
            let project = try await bed.project()
            let disabled = try await bed.webhook(in: project)
            let deleted = try await bed.webhook(in: project)
            for _ in 0..<3 { try await bed.publish(in: project) }
            try await bed.disable(disabled, in: project)
            _ = try await bed.store.deleteWebhook(deleted.id, in: project.number, at: bed.now)
            let deliveries = try await bed.deliveries(in: project)
            #expect(deliveries.count == 6)
            #expect(deliveries.allSatisfy { $0.state == .skipped && $0.nextAttemptAt == nil })
            #expect(try await bed.store.dueWebhooks().isEmpty)
            #expect(try await bed.store.counts(at: bed.now).disabledWebhooks == 1)
        },
        StoreCheck("a ping outlives the disabling of its webhook, and its failed attempts, but not its deletion") {
            bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            let ping = try #require(try await bed.ping(webhook, in: project).firstDelivery)
            try await bed.disable(webhook, in: project)
            let leased = try await bed.claimOne(webhook)
            #expect(leased.id == ping)
            try await bed.record(leased, .pending(due: bed.now.adding(seconds: 5)))
            #expect(try await bed.state(of: ping, in: project) == .pending)
            _ = try await bed.store.deleteWebhook(webhook.id, in: project.number, at: bed.now)
            #expect(try await bed.state(of: ping, in: project) == .skipped)
        },
    ]

    static let redelivering: [StoreCheck] = [
        StoreCheck("a redelivery is due now, at the start of its schedule, and keeps its attempts") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            try await bed.record(leased, .failed)
            let later = bed.now.adding(seconds: 9)
            let redelivered = try await bed.store.redeliver(leased.id, in: project.number, at: later, once: nil).value
            #expect(redelivered.state == .pending && redelivered.nextAttemptAt == later)
            #expect(try await bed.delivery(leased.id, in: project) == redelivered)
            let again = try await bed.claimOne(webhook, at: later)
            #expect(again.id == leased.id && again.place == 1 && again.attemptCount == 1)
            try await bed.record(again, .delivered, at: later)
            #expect(try await bed.store.attempts(of: leased.id).map(\.number) == [1, 2])
        },
        StoreCheck("a redelivery is refused while it is sent, and when its webhook is disabled or gone") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let leased = try await bed.claimOne(webhook)
            func isConflict() async throws -> Bool {
                let refused = try await refusal {
                    try await bed.store.redeliver(leased.id, in: project.number, at: bed.now, once: nil)
                }
                guard case .conflict = refused else { return false }
                return true
            }
            #expect(try await isConflict())
            try await bed.record(leased, .delivered)
            try await bed.disable(webhook, in: project)
            #expect(try await isConflict())
            _ = try await bed.store.deleteWebhook(webhook.id, in: project.number, at: bed.now)
            #expect(try await isConflict())
            #expect(try await bed.state(of: leased.id, in: project) == .delivered)
        },
        StoreCheck("another project's delivery cannot be redelivered, nor seen") { bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            _ = try await bed.webhook(in: project)
            let id = try #require(try await bed.publish(in: project).firstDelivery)
            let refused = try await refusal {
                try await bed.store.redeliver(id, in: other.number, at: bed.now, once: nil)
            }
            #expect(refused == .notFound)
            #expect(try await bed.store.delivery(id, in: other.number) == nil)
        },
    ]

    static let log: [StoreCheck] = [
        StoreCheck("deliveries are listed newest first, a page at a time") { bed in
            let project = try await bed.project()
            _ = try await bed.webhook(in: project)
            var ids: [DeliveryID] = []
            for second in 0..<5 {
                let accepted = try await bed.publish(in: project, at: bed.now.adding(seconds: Double(second)))
                let id = try #require(accepted.firstDelivery)
                ids.append(id)
            }
            let listed = try await bed.deliveries(in: project)
            #expect(listed.map(\.id) == ids.reversed())
            let page = try await bed.deliveries(in: project, before: ids[3], limit: 2)
            #expect(page.map(\.id) == [ids[2], ids[1]])
        },
        StoreCheck("deliveries are filtered by webhook, state, event type and time, alone and together") { bed in
            let project = try await bed.project()
            let first = try await bed.webhook(in: project)
            let second = try await bed.webhook(in: project)
            try await bed.publish("a", in: project)
            try await bed.publish("b", in: project, at: bed.now.adding(seconds: 1))
            try await bed.record(try await bed.claimOne(first), .delivered)
            let late = bed.now.adding(seconds: 2)
            try await bed.record(try await bed.claimOne(first, at: late), .failed, at: late)
            _ = try await bed.claimOne(second)
            @Sendable func count(_ filter: DeliveryFilter) async throws -> Int {
                let found = try await bed.store.deliveries(
                    in: project.number, matching: filter, before: nil, limit: 99)
                return found.count
            }
            #expect(try await count(DeliveryFilter()) == 4)
            #expect(try await count(DeliveryFilter(webhook: first.id)) == 2)
            for state in [Delivery.State.delivered, .failed, .sending, .pending] {
                #expect(try await count(DeliveryFilter(state: state)) == 1)
            }
            #expect(try await count(DeliveryFilter(state: .skipped)) == 0)
            #expect(try await count(DeliveryFilter(eventType: "a")) == 2)
            #expect(try await count(DeliveryFilter(since: bed.now.adding(seconds: 1))) == 2)
            #expect(try await count(DeliveryFilter(until: bed.now.adding(seconds: 1))) == 2)
            #expect(try await count(DeliveryFilter(since: bed.now, until: bed.now)) == 0)
            let all = DeliveryFilter(
                webhook: first.id, state: .failed, eventType: "b", since: bed.now.adding(seconds: 1), until: late)
            #expect(try await count(all) == 1)
        },
        StoreCheck("times before 1970 and far ahead are fine as a filter") { bed in
            let project = try await bed.project()
            _ = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            let past = Timestamp(milliseconds: -1)
            let future = Timestamp(milliseconds: .max)
            #expect(try await bed.deliveries(in: project, DeliveryFilter(since: past)).count == 1)
            #expect(try await bed.deliveries(in: project, DeliveryFilter(until: past)).isEmpty)
            #expect(try await bed.deliveries(in: project, DeliveryFilter(since: future)).isEmpty)
            #expect(try await bed.deliveries(in: project, DeliveryFilter(until: future)).count == 1)
        },
        StoreCheck("the counts say how much waits, how much is on its way, and since when") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            let empty = try await bed.store.counts(at: bed.now)
            #expect(empty.pending == 0 && empty.sending == 0 && empty.oldestDue == nil)
            for second in [2.0, 1, 3] { try await bed.publish(in: project, at: bed.now.adding(seconds: second)) }
            _ = try await bed.claimOne(webhook, at: bed.now.adding(seconds: 1))
            let counts = try await bed.store.counts(at: bed.now)
            #expect(counts.pending == 2 && counts.sending == 1 && counts.oldestDue == bed.now.adding(seconds: 2))
        },
    ]
}
