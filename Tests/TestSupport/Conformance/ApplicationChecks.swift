import Domain
import Storage
import Testing

/// An application that is a member of `perfsee`, with one webhook for everything.
private struct ApplicationFixture {
    let fixture: StoreFixture
    let project: Project
    let application: Account
    let owner: WebhookOwner
    let webhook: Webhook

    var store: any Store { fixture.store }

    init(_ fixture: StoreFixture) async throws {
        self.fixture = fixture
        project = try await fixture.project()
        application = try await fixture.store.createApplication(name: "deployer", at: fixture.now, once: nil).value
        owner = .application(application.id)
        webhook = try await fixture.store.createWebhook(.plain, in: owner, at: fixture.now, once: nil).value
        try await join(project)
    }

    func join(_ project: Project) async throws {
        try await store.setRole(.read, of: application.id, in: project.number, at: fixture.now)
    }

    func leave(_ project: Project) async throws {
        try await store.setRole(nil, of: application.id, in: project.number, at: fixture.now)
    }

    /// Newest first, within a millisecond by event: the delivery ids themselves are in no order.
    func log() async throws -> [Delivery] {
        try await store.deliveries(in: owner, matching: DeliveryFilter(), before: nil, limit: 200)
            .sorted { $0.event > $1.event }
    }

    /// The deliveries it received, as `perfsee pending`, unordered, since those of one millisecond are in no order.
    func told() async throws -> Set<String> {
        Set(try await log().map { "\($0.project ?? "-") \($0.state.name)" })
    }

    func delivery(_ id: DeliveryID) async throws -> Delivery {
        try #require(try await store.delivery(id, in: owner))
    }

    func ping() async throws -> Accepted {
        let event = NewEvent(
            owner: owner, eventType: .ping, body: EventBody(eventType: .ping, payload: "{}".utf8), only: webhook.id)
        return try await store.accept(event, at: fixture.now, once: nil).value
    }
}

extension StoreCheck {
    static let applications: [StoreCheck] = [
        StoreCheck("applications are made with a name of their own, listed newest first, and are no people") {
            fixture in
            let first = try await fixture.store.createApplication(name: "one", at: fixture.now, once: nil).value
            let second = try await fixture.store.createApplication(name: "two", at: fixture.now, once: nil).value
            let person = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            #expect(first.kind == .application && !first.isInstanceAdmin && first.email == nil)
            #expect(try await fixture.store.applications(before: nil, limit: 9) == [second, first])
            #expect(try await fixture.store.applications(before: second.id, limit: 9) == [first])
            #expect(try await fixture.store.application(first.id) == first)
            #expect(try await fixture.store.application(named: "ONE") == first)
            #expect(try await fixture.store.application(person.id) == nil)
            #expect(try await fixture.store.application(named: "ada") == nil)
            let refused = try await refusal {
                try await fixture.store.createApplication(name: "Two", at: fixture.now, once: nil)
            }
            #expect(refused == .conflict(.applicationNameTaken(name: "Two")))
            #expect(try await !fixture.store.deleteApplication(person.id, at: fixture.now))
            #expect(try await !fixture.store.removeAccount(first.id))
        },
        StoreCheck("two names of applications that differ in more than the case of A to Z are two names") { fixture in
            let names = ["kit", "\u{212A}it", "i", "\u{0130}", "\u{E9}", "\u{C9}"]
            for name in names {
                let made = try await fixture.store.createApplication(name: name, at: fixture.now, once: nil).value
                #expect(try await fixture.store.application(named: name) == made)
            }
            #expect(try await fixture.store.application(named: "KIT")?.name == "kit")
        },
        StoreCheck("an application's webhooks are its own, and at most 100") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            #expect(try await fixture.store.webhook(fixture.webhook.id, in: fixture.owner) == fixture.webhook)
            #expect(try await fixture.store.webhook(fixture.webhook.id, in: .project(fixture.project.number)) == nil)
            #expect(try await fixture.store.webhook(fixture.webhook.id, in: .project(fixture.application.id)) == nil)
            #expect(
                try await fixture.store.webhooks(in: .project(fixture.project.number), before: nil, limit: 9).isEmpty)
            for _ in 1..<Webhook.maximumPerApplication {
                _ = try await fixture.store.createWebhook(.plain, in: fixture.owner, at: fixture.fixture.now, once: nil)
            }
            let refused = try await refusal {
                try await fixture.store.createWebhook(.plain, in: fixture.owner, at: fixture.fixture.now, once: nil)
            }
            #expect(refused == .limit(.webhooks(of: .application, maximum: Webhook.maximumPerApplication)))
            let nobody = WebhookOwner.application(fixture.application.id + 1)
            #expect(
                try await refusal {
                    try await fixture.store.createWebhook(.plain, in: nobody, at: fixture.fixture.now, once: nil)
                }
                    == .notFound)
        },
        StoreCheck("an application hears of every project that it is a member of, and of no other") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let second = try await fixture.fixture.project("second")
            let third = try await fixture.fixture.project("third")
            let own = try await fixture.fixture.webhook(in: fixture.project)
            try await fixture.join(second)
            let accepted = try await fixture.fixture.publish(in: fixture.project)
            #expect(accepted.deliveries == 2)
            #expect(try await fixture.fixture.publish(in: second).deliveries == 1)
            #expect(try await fixture.fixture.publish(in: third).deliveries == 0)
            let log = try await fixture.log()
            #expect(Set(log.map(\.project)) == ["second", "perfsee"] && log.count == 2)
            #expect(log.allSatisfy { $0.webhook == fixture.webhook.id })
            #expect(log.first { $0.project == "perfsee" }?.event == accepted.event)
            let leased = try await fixture.fixture.claim(fixture.webhook)
            #expect(Set(leased.map(\.project)) == ["second", "perfsee"])
            #expect(try await fixture.fixture.claimOne(own).project == "perfsee")
        },
        StoreCheck("its deliveries are not the project's to see, nor the project's its own") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            _ = try await fixture.fixture.webhook(in: fixture.project)
            try await fixture.fixture.publish(in: fixture.project)
            let heard = try #require(try await fixture.log().first)
            let project = WebhookOwner.project(fixture.project.number)
            let own = try await fixture.fixture.deliveries(in: fixture.project)
            #expect(try await fixture.log().count == 1 && own.count == 1 && own.first?.id != heard.id)
            #expect(own.first?.project == "perfsee")
            #expect(try await fixture.store.delivery(heard.id, in: project) == nil)
            #expect(try await fixture.store.delivery(own[0].id, in: fixture.owner) == nil)
            let refused = try await refusal {
                try await fixture.store.redeliver(heard.id, in: project, at: fixture.fixture.now, once: nil)
            }
            #expect(refused == .notFound)
            for filter in [
                DeliveryFilter(webhook: fixture.webhook.id), DeliveryFilter(state: .pending),
                DeliveryFilter(eventType: EventTypeExpression("bundle:finished")),
            ] {
                let found = try await fixture.fixture.deliveries(in: fixture.project, filter)
                #expect(found.count == (filter.webhook == nil ? 1 : 0) && !found.contains { $0.id == heard.id })
                #expect(
                    try await fixture.store.deliveries(in: fixture.owner, matching: filter, before: nil, limit: 9)
                        == [heard])
            }
        },
        StoreCheck("a change of an application's webhook or membership counts from the next event on") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await fixture.store.updateWebhook(
                fixture.webhook.id, in: fixture.owner, changes, at: fixture.fixture.now)
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 0)
            let other = try await fixture.store.createWebhook(
                .plain, in: fixture.owner, at: fixture.fixture.now, once: nil
            ).value
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 1)
            #expect(try await fixture.store.deleteWebhook(other.id, in: fixture.owner, at: fixture.fixture.now))
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 0)
            #expect(try await fixture.fixture.publish("lab:snapshot-completed", in: fixture.project).deliveries == 1)
            try await fixture.leave(fixture.project)
            #expect(try await fixture.fixture.publish("lab:snapshot-completed", in: fixture.project).deliveries == 0)
            try await fixture.join(fixture.project)
            #expect(try await fixture.fixture.publish("lab:snapshot-completed", in: fixture.project).deliveries == 1)
        },
        StoreCheck("a ping of an application's webhook is no project's") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 1)
            let ping = try #require(try await fixture.ping().firstDelivery)
            #expect(try await fixture.delivery(ping).project == nil)
            #expect(
                try await fixture.store.events(in: fixture.project.number, eventType: nil, before: nil, limit: 9).count
                    == 1)
            try await fixture.leave(fixture.project)
            #expect(try await fixture.delivery(ping).state == .pending)
            let leased = try await fixture.fixture.claimOne(fixture.webhook)
            #expect(leased.id == ping && leased.project.isEmpty)
            try await fixture.fixture.record(leased, .pending(due: fixture.fixture.now))
            #expect(try await fixture.delivery(ping).state == .pending)
        },
    ]

    static let memberships: [StoreCheck] = [
        StoreCheck("what is pending is skipped when the membership ends, that project's and no more") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let second = try await fixture.fixture.project("second")
            try await fixture.join(second)
            let own = try await fixture.fixture.webhook(in: fixture.project)
            try await fixture.fixture.publish(in: fixture.project)
            try await fixture.fixture.publish(in: second)
            try await fixture.leave(fixture.project)
            #expect(try await fixture.told() == ["second pending", "perfsee skipped"])
            #expect(try await fixture.fixture.claim(fixture.webhook).map(\.project) == ["second"])
            #expect(try await fixture.fixture.claim(own).count == 1)
        },
        StoreCheck("more than one chunk is skipped when the membership ends") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            for _ in 0..<510 { try await fixture.fixture.publish(in: fixture.project) }
            try await fixture.leave(fixture.project)
            #expect(try await fixture.store.counts(at: fixture.fixture.now).pending == 0)
        },
        StoreCheck("what is being sent when the membership ends may be delivered, but is not tried again") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            for _ in 0..<4 { try await fixture.fixture.publish(in: fixture.project) }
            let leased = try await fixture.fixture.claim(fixture.webhook)
            try await fixture.leave(fixture.project)
            try await fixture.fixture.record(leased[0], .delivered)
            try await fixture.fixture.record(leased[1], .pending(due: fixture.fixture.now + .seconds(5)))
            try await fixture.store.release([leased[2].lease], at: fixture.fixture.now)
            _ = try await fixture.store.rescue(at: fixture.fixture.now + .seconds(99), limit: 9)
            var states: [Delivery.State] = []
            for lease in leased { states.append(try await fixture.delivery(lease.id).state) }
            #expect(states == [.delivered, .skipped, .skipped, .skipped])
            #expect(try await fixture.store.attempts(of: leased[1].id).count == 1)
        },
        StoreCheck("a redelivery is refused while the application is no member, and goes out once it is again") {
            fixture in
            let fixture = try await ApplicationFixture(fixture)
            try await fixture.fixture.publish(in: fixture.project)
            try await fixture.leave(fixture.project)
            let id = try #require(try await fixture.log().first?.id)
            let refused = try await refusal {
                try await fixture.store.redeliver(id, in: fixture.owner, at: fixture.fixture.now, once: nil)
            }
            #expect(refused == .conflict(.applicationNotMember(project: "perfsee")))
            try await fixture.join(fixture.project)
            _ = try await fixture.store.redeliver(id, in: fixture.owner, at: fixture.fixture.now, once: nil)
            #expect(try await fixture.fixture.claimOne(fixture.webhook).id == id)
        },
        StoreCheck("a replay passes over what the application may no longer hear of") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let second = try await fixture.fixture.project("second")
            try await fixture.join(second)
            try await fixture.fixture.publish(in: fixture.project)
            try await fixture.fixture.publish(in: second)
            for leased in try await fixture.fixture.claim(fixture.webhook) {
                try await fixture.fixture.record(leased, .failed)
            }
            try await fixture.leave(fixture.project)
            let new = NewReplay(since: fixture.fixture.now, until: fixture.fixture.now + .seconds(1))
            let replay = try await fixture.store.createReplay(
                new, of: fixture.webhook.id, in: fixture.owner, at: fixture.fixture.now, once: nil
            ).value
            #expect(replay.total == 1)
            while try await fixture.store.advanceReplay(at: fixture.fixture.now, limit: 9) {}
            #expect(try await fixture.told() == ["second pending", "perfsee failed"])
            #expect(try await fixture.store.replays(of: fixture.webhook.id, in: fixture.owner, limit: 9).count == 1)
            #expect(
                try await fixture.store.replays(of: fixture.webhook.id, in: .project(fixture.project.number), limit: 9)
                    .isEmpty)
        },
        StoreCheck("the worker is told when a membership ends, so that what it holds ready comes back") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let worker = RecordingHandover(room: 1, until: fixture.fixture.now + .seconds(60))
            fixture.store.attach(worker)
            try await fixture.fixture.publish(in: fixture.project)
            let taken = try #require(worker.taken.first)
            #expect(taken.project == "perfsee" && taken.webhook == fixture.webhook.id)
            try await fixture.leave(fixture.project)
            #expect(worker.changed == [fixture.webhook.id])
            try await fixture.store.release([taken.lease], at: fixture.fixture.now)
            #expect(try await fixture.delivery(taken.id).state == .skipped)
        },
        StoreCheck("a project that is deleted is heard of no more, and takes its part of the log with it") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let second = try await fixture.fixture.project("second")
            try await fixture.join(second)
            try await fixture.fixture.publish(in: fixture.project)
            try await fixture.fixture.publish(in: second)
            #expect(try await fixture.store.deleteProject(fixture.project.number, at: fixture.fixture.now))
            #expect(try await fixture.told() == ["second pending", "perfsee skipped"])
            #expect(
                try await fixture.store.memberships(of: fixture.application.id, limit: 9).map(\.project) == [second])
            while try await !fixture.store.erase(limit: 2).isDone {}
            #expect(try await fixture.log().map(\.project) == ["second"])
        },
        StoreCheck("an application that is deleted ends with its tokens, memberships, webhooks and log") { fixture in
            let fixture = try await ApplicationFixture(fixture)
            let token = NewToken(account: fixture.application.id, name: "t", scopes: [.admin])
            _ = try await fixture.store.createToken(token, hash: [1], at: fixture.fixture.now, once: nil)
            try await fixture.fixture.publish(in: fixture.project)
            _ = try await fixture.ping()
            #expect(try await fixture.store.deleteApplication(fixture.application.id, at: fixture.fixture.now))
            #expect(try await fixture.told() == ["perfsee skipped", "- skipped"])
            #expect(try await fixture.store.application(fixture.application.id) == nil)
            #expect(try await fixture.store.applications(before: nil, limit: 9).isEmpty)
            #expect(try await fixture.store.authenticate(hash: [1], at: fixture.fixture.now) == nil)
            #expect(try await fixture.store.role(of: fixture.application.id, in: fixture.project.number) == nil)
            #expect(try await fixture.store.webhooks(in: fixture.owner, before: nil, limit: 9).isEmpty)
            #expect(try await fixture.fixture.publish(in: fixture.project).deliveries == 0)
            #expect(
                try await refusal {
                    try await fixture.store.createToken(token, hash: [2], at: fixture.fixture.now, once: nil)
                } == .notFound)
            #expect(try await refusal { try await fixture.join(fixture.project) } == .notFound)
            #expect(try await !fixture.store.deleteApplication(fixture.application.id, at: fixture.fixture.now))
            while try await !fixture.store.erase(limit: 2).isDone {}
            #expect(try await fixture.log().isEmpty)
            // Its name is available again.
            _ = try await fixture.store.createApplication(name: "deployer", at: fixture.fixture.now, once: nil).value
        },
        StoreCheck("an application at a glance: its projects, its webhooks, the latest attempt for any of them") {
            fixture in
            let fixture = try await ApplicationFixture(fixture)
            let idle = try await fixture.store.createApplication(name: "idle", at: fixture.fixture.now, once: nil).value
            _ = try await fixture.store.createWebhook(.plain, in: fixture.owner, at: fixture.fixture.now, once: nil)
            try await fixture.fixture.publish(in: fixture.project)
            let leased = try await fixture.fixture.claimOne(fixture.webhook)
            try await fixture.fixture.record(leased, .failed)
            let overviews = try await fixture.store.overviews(ofApplications: [fixture.application.id, idle.id])
            let overview = try #require(overviews[fixture.application.id])
            #expect(overview.projects == 1 && overview.webhooks == 2)
            #expect(overview.lastDelivery?.deliveryID == leased.id && overview.lastDelivery?.reason == .status)
            #expect(overviews[idle.id] == ApplicationOverview(projects: 0, webhooks: 0, lastDelivery: nil))
            let memberships = try await fixture.store.memberships(of: fixture.application.id, limit: 9)
            #expect(memberships == [Membership(project: fixture.project, role: .read)])
        },
        StoreCheck("those who watch an application hear of its deliveries, and those of the project do not") {
            fixture in
            let fixture = try await ApplicationFixture(fixture)
            var heard = fixture.store.changes(in: fixture.owner, after: nil).makeAsyncIterator()
            var own = fixture.store.changes(in: .project(fixture.project.number), after: nil).makeAsyncIterator()
            let accepted = try await fixture.fixture.publish(in: fixture.project)
            guard case .delivery(let delivery) = await heard.next()?.change else {
                throw UnexpectedReply(description: "no delivery was told of")
            }
            #expect(delivery.id == accepted.firstDelivery && delivery.project == "perfsee")
            let webhook = try await fixture.fixture.webhook(in: fixture.project)
            let ping = try await fixture.fixture.ping(webhook, in: fixture.project)
            guard case .delivery(let first) = await own.next()?.change else {
                throw UnexpectedReply(description: "no delivery was told of")
            }
            #expect(first.id == ping.firstDelivery)
            _ = try await fixture.store.deleteApplication(fixture.application.id, at: fixture.fixture.now)
            while await heard.next() != nil {}
        },
    ]
}
