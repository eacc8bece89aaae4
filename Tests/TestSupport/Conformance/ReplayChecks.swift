import Domain
import Storage
import Testing

extension StoreCheck {
    /// A webhook whose log holds `count` failed deliveries, a second apart.
    private static func failures(_ count: Int, _ fixture: StoreFixture) async throws -> (Project, Webhook, [DeliveryID])
    {
        let project = try await fixture.project()
        let webhook = try await fixture.webhook(in: project)
        var ids: [DeliveryID] = []
        for second in 0..<count {
            let time = fixture.now + .seconds(second)
            try await fixture.publish(in: project, at: time)
            let leased = try await fixture.claimOne(webhook, at: time)
            try await fixture.record(leased, .failed, at: time)
            ids.append(leased.id)
        }
        return (project, webhook, ids)
    }

    static let replays: [StoreCheck] = [
        StoreCheck("a replay puts back what failed in its range, chunk by chunk, and says how far it is") { fixture in
            let (project, webhook, ids) = try await failures(5, fixture)
            let new = NewReplay(since: fixture.now + .seconds(1), until: fixture.now + .seconds(4))
            let owner = WebhookOwner.project(project.number)
            #expect(try await fixture.store.deliveryCount(of: new, of: webhook.id, in: owner) == 3)
            #expect(try await fixture.store.deliveryCount(of: new, of: webhook.id + 1, in: owner) == 0)
            let replay = try await fixture.store.createReplay(
                new, of: webhook.id, in: project.number, at: fixture.now, once: nil
            ).value
            #expect(replay.total == 3 && replay.done == 0 && replay.state == .running)
            #expect(try await fixture.store.advanceReplay(at: fixture.now, limit: 2))
            let half = try await fixture.store.replay(replay.id, of: webhook.id, in: project.number)
            #expect(half?.done == 2 && half?.state == .running)
            // A delivery that failed again in the meantime is not reset a second time.
            let probe = fixture.now + .seconds(9)
            try await fixture.record(try await fixture.claimOne(webhook, at: probe), .failed, at: probe)
            while try await fixture.store.advanceReplay(at: fixture.now, limit: 2) {}
            let end = try await fixture.store.replay(replay.id, of: webhook.id, in: project.number)
            #expect(end?.done == 3 && end?.state == .done)
            var states: [Delivery.State] = []
            for id in ids { states.append(try await fixture.state(of: id, in: project)) }
            #expect(states.count { $0 == .pending } == 2 && states[0] == .failed && states[4] == .failed)
            #expect(try await fixture.store.replays(of: webhook.id, in: project.number, limit: 9) == [end])
        },
        StoreCheck("whoever waits for a replay goes on once one is created") { fixture in
            let (project, webhook, _) = try await failures(1, fixture)
            // A store that was just opened lets its first waiter through, because a replay may have been running.
            await fixture.store.waitForReplay()
            let waiting = Task { await fixture.store.waitForReplay() }
            let new = NewReplay(since: fixture.now, until: fixture.now + .seconds(1))
            _ = try await fixture.store.createReplay(
                new, of: webhook.id, in: project.number, at: fixture.now, once: nil)
            await waiting.value
            #expect(try await fixture.store.advanceReplay(at: fixture.now, limit: 9))
        },
        StoreCheck("a replay takes the states and the type that it is told") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for type in ["bundle:finished", "deploy:done"] {
                try await fixture.publish(type, in: project)
                try await fixture.record(try await fixture.claimOne(webhook), .delivered)
            }
            let range = (fixture.now, fixture.now + .seconds(1))
            let failed = NewReplay(since: range.0, until: range.1)
            let none = try await fixture.store.createReplay(
                failed, of: webhook.id, in: project.number, at: fixture.now, once: nil
            ).value
            #expect(none.total == 0 && none.state == .done)
            let delivered = NewReplay(
                since: range.0, until: range.1, states: [.delivered], eventType: EventTypeExpression("deploy:done"))
            let one = try await fixture.store.createReplay(
                delivered, of: webhook.id, in: project.number, at: fixture.now, once: nil
            ).value
            #expect(one.total == 1)
            while try await fixture.store.advanceReplay(at: fixture.now, limit: 500) {}
            let claimed = try await fixture.claim(webhook)
            #expect(claimed.map(\.eventType.text) == ["deploy:done"])
            let others = NewReplay(
                since: range.0, until: range.1, states: [.delivered], eventType: EventTypeExpression("lab:*, bundle:*"))
            let two = try await fixture.store.createReplay(
                others, of: webhook.id, in: project.number, at: fixture.now, once: nil
            ).value
            #expect(two.total == 1)
            while try await fixture.store.advanceReplay(at: fixture.now, limit: 500) {}
            #expect(try await fixture.claim(webhook).map(\.eventType.text) == ["bundle:finished"])
        },
        StoreCheck("a replay is refused for a disabled webhook and stops when it is disabled") { fixture in
            let (project, webhook, _) = try await failures(2, fixture)
            let new = NewReplay(since: fixture.now, until: fixture.now + .seconds(9))
            let replay = try await fixture.store.createReplay(
                new, of: webhook.id, in: project.number, at: fixture.now, once: nil
            ).value
            try await fixture.disable(webhook, in: project)
            while try await fixture.store.advanceReplay(at: fixture.now, limit: 1) {}
            #expect(try await fixture.store.replay(replay.id, of: webhook.id, in: project.number)?.state == .stopped)
            let refused = try await refusal {
                try await fixture.store.createReplay(
                    new, of: webhook.id, in: project.number, at: fixture.now, once: nil)
            }
            #expect(refused != nil)
            let missing = try await refusal {
                try await fixture.store.createReplay(new, of: 999, in: project.number, at: fixture.now, once: nil)
            }
            #expect(missing == .notFound)
        },
        StoreCheck("no more replays of a webhook run at once than are allowed") { fixture in
            let (project, webhook, _) = try await failures(1, fixture)
            let new = NewReplay(since: fixture.now, until: fixture.now + .seconds(9))
            for _ in 0..<Replay.maximumRunning {
                _ = try await fixture.store.createReplay(
                    new, of: webhook.id, in: project.number, at: fixture.now, once: nil)
            }
            let refused = try await refusal {
                try await fixture.store.createReplay(
                    new, of: webhook.id, in: project.number, at: fixture.now, once: nil)
            }
            #expect(refused == .limit(.replays(maximum: Replay.maximumRunning)))
        },
    ]

    static let rotating: [StoreCheck] = [
        StoreCheck("a rotated secret signs first, the one before until the overlap is over") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com/a", secret: "first"))
            let end = fixture.now + .seconds(10)
            let rotated = try await fixture.store.rotateSecret(
                of: webhook.id, in: project.number, to: "second", overlapUntil: end, at: fixture.now, once: nil
            ).value
            #expect(rotated.hasSecret)
            let before = try #require(try await fixture.store.target(webhook.id))
            #expect(before.secrets == ["second", "first"])
            try await fixture.store.forgetExpired(at: fixture.now + .seconds(9), limit: 10)
            #expect(try await fixture.store.target(webhook.id)?.secrets == ["second", "first"])
            try await fixture.store.forgetExpired(at: end, limit: 10)
            let after = try #require(try await fixture.store.target(webhook.id))
            #expect(after.secrets == ["second"] && after.revision > before.revision)
        },
        StoreCheck("a rotation without overlap ends the secret before at once, and one of no webhook is refused") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com/a", secret: "first"))
            _ = try await fixture.store.rotateSecret(
                of: webhook.id, in: project.number, to: "second", overlapUntil: nil, at: fixture.now, once: nil)
            #expect(try await fixture.store.target(webhook.id)?.secrets == ["second"])
            let missing = try await refusal {
                try await fixture.store.rotateSecret(
                    of: webhook.id, in: project.number + 1, to: "x", overlapUntil: nil, at: fixture.now, once: nil)
            }
            #expect(missing == .notFound)
        },
        StoreCheck("a prepared secret signs nothing until it is switched to, and preparing again replaces it") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com/a", secret: "first"))
            let owner = WebhookOwner.project(project.number)
            for secret in ["forgotten", "second"] {
                let prepared = try await fixture.store.prepareSecret(
                    of: webhook.id, in: owner, secret, overlap: .seconds(10), at: fixture.now, once: nil
                ).value
                #expect(prepared.hasSecret && prepared.hasPreparedSecret)
                #expect(try await fixture.store.target(webhook.id)?.secrets == ["first"])
            }
            #expect(try await fixture.store.webhook(webhook.id, in: project.number)?.hasPreparedSecret == true)
            let switched = try await fixture.store.switchSecret(
                of: webhook.id, in: owner, overlap: nil, at: fixture.now, once: nil
            ).value
            #expect(switched.overlapUntil == fixture.now + .seconds(10) && !switched.webhook.hasPreparedSecret)
            #expect(try await fixture.store.target(webhook.id)?.secrets == ["second", "first"])
            let again = try await refusal {
                try await fixture.store.switchSecret(
                    of: webhook.id, in: owner, overlap: nil, at: fixture.now, once: nil)
            }
            #expect(again == .conflict(.noPreparedSecret))
            try await fixture.store.forgetExpired(at: fixture.now + .seconds(10), limit: 10)
            #expect(try await fixture.store.target(webhook.id)?.secrets == ["second"])
        },
        StoreCheck("a switch can choose its own overlap, and there is none where nothing signed before") { fixture in
            let project = try await fixture.project()
            let owner = WebhookOwner.project(project.number)
            for (secret, overlap, expected) in [
                ("first", Duration.zero, ["second"]), ("first", .seconds(5), ["second", "first"]),
                (nil, .seconds(5), ["second"]),
            ] {
                let webhook = try await fixture.webhook(
                    in: project, WebhookSettings(url: "https://hooks.example.com/a", secret: secret))
                _ = try await fixture.store.prepareSecret(
                    of: webhook.id, in: owner, "second", overlap: .seconds(10), at: fixture.now, once: nil)
                let switched = try await fixture.store.switchSecret(
                    of: webhook.id, in: owner, overlap: overlap, at: fixture.now, once: nil
                ).value
                #expect(switched.overlapUntil == (expected.count == 2 ? fixture.now + .seconds(5) : nil))
                #expect(try await fixture.store.target(webhook.id)?.secrets == expected)
            }
        },
        StoreCheck("setting, removing or rotating a secret discards the prepared one; another's webhook has none") {
            fixture in
            let project = try await fixture.project()
            let owner = WebhookOwner.project(project.number)
            let webhook = try await fixture.webhook(in: project)
            func prepare() async throws {
                _ = try await fixture.store.prepareSecret(
                    of: webhook.id, in: owner, "x", overlap: .zero, at: fixture.now, once: nil)
            }
            func isPrepared() async throws -> Bool? {
                let found = try await fixture.store.webhook(webhook.id, in: project.number)
                return found?.hasPreparedSecret
            }
            for secret in ["s", nil] {
                try await prepare()
                var changes = WebhookChanges()
                changes.description = "stays prepared"
                _ = try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
                #expect(try await isPrepared() == true)
                changes.secret = .set(secret)
                _ = try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
                #expect(try await isPrepared() == false)
            }
            try await prepare()
            _ = try await fixture.store.rotateSecret(
                of: webhook.id, in: project.number, to: "y", overlapUntil: nil, at: fixture.now, once: nil)
            #expect(try await isPrepared() == false)
            let other = WebhookOwner.project(project.number + 1)
            let missing = try await refusal {
                try await fixture.store.prepareSecret(
                    of: webhook.id, in: other, "x", overlap: .zero, at: fixture.now, once: nil)
            }
            let gone = try await refusal {
                try await fixture.store.switchSecret(
                    of: webhook.id, in: other, overlap: nil, at: fixture.now, once: nil)
            }
            #expect(missing == .notFound && gone == .notFound)
        },
    ]

    static let watching: [StoreCheck] = [
        StoreCheck("whoever watches a project hears of each change of its deliveries, and of no other's") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let webhook = try await fixture.webhook(in: project)
            _ = try await fixture.webhook(in: other)
            var changes = fixture.store.changes(in: project.number, after: nil).makeAsyncIterator()
            try await fixture.publish(in: other)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, .delivered)
            var states: [Delivery.State] = []
            var last = ""
            while states.last != .delivered, let change = await changes.next() {
                guard case .delivery(let delivery) = change.change else { continue }
                #expect(delivery.id == leased.id)
                states.append(delivery.state)
                last = change.id
            }
            #expect(states == [.pending, .sending, .delivered])
            _ = try await fixture.store.redeliver(leased.id, in: project.number, at: fixture.now, once: nil)
            var back = fixture.store.changes(in: project.number, after: last).makeAsyncIterator()
            guard case .delivery(let missed) = await back.next()?.change else {
                return #expect(Bool(false), "the missed change did not come")
            }
            #expect(missed.state == .pending)
        },
        StoreCheck("whoever comes back with an id that is not known is told to look again, and hears the end") {
            fixture in
            let project = try await fixture.project()
            var changes = fixture.store.changes(in: project.number, after: "nobody-1").makeAsyncIterator()
            #expect(await changes.next()?.change == .reset)
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(await changes.next() == nil)
        },
    ]
}
