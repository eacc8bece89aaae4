import Domain
import Storage
import Testing

/// An application that is a member of `perfsee`, with one webhook for everything.
private struct ApplicationBed {
    let bed: StoreBed
    let project: Project
    let application: Account
    let owner: WebhookOwner
    let webhook: Webhook

    var store: any Store { bed.store }

    init(_ bed: StoreBed) async throws {
        self.bed = bed
        project = try await bed.project()
        application = try await bed.store.createApplication(name: "deployer", at: bed.now, once: nil).value
        owner = .application(application.id)
        webhook = try await bed.store.createWebhook(.plain, in: owner, at: bed.now, once: nil).value
        try await join(project)
    }

    func join(_ project: Project) async throws {
        try await store.setRole(.read, of: application.id, in: project.number, at: bed.now)
    }

    func leave(_ project: Project) async throws {
        try await store.setRole(nil, of: application.id, in: project.number, at: bed.now)
    }

    /// Newest first, those of one millisecond by their events: their own ids are in no order.
    func log() async throws -> [Delivery] {
        try await store.deliveries(in: owner, matching: DeliveryFilter(), before: nil, limit: 200)
            .sorted { $0.event > $1.event }
    }

    /// What became of what it heard of: `perfsee pending`, in no order, since what comes in one millisecond has none.
    func told() async throws -> Set<String> {
        Set(try await log().map { "\($0.project ?? "-") \($0.state.name)" })
    }

    func delivery(_ id: DeliveryID) async throws -> Delivery {
        try #require(try await store.delivery(id, in: owner))
    }

    func ping() async throws -> Accepted {
        let event = NewEvent(
            owner: owner, eventType: .ping, body: EventBody(eventType: .ping, payload: "{}".utf8), only: webhook.id)
        return try await store.accept(event, at: bed.now, once: nil).value
    }
}

extension StoreCheck {
    static let applications: [StoreCheck] = [
        StoreCheck("applications are made with a name of their own, listed newest first, and are no people") { bed in
            let first = try await bed.store.createApplication(name: "one", at: bed.now, once: nil).value
            let second = try await bed.store.createApplication(name: "two", at: bed.now, once: nil).value
            let person = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            #expect(first.kind == .application && !first.isInstanceAdmin && first.email == nil)
            #expect(try await bed.store.applications(before: nil, limit: 9) == [second, first])
            #expect(try await bed.store.applications(before: second.id, limit: 9) == [first])
            #expect(try await bed.store.application(first.id) == first)
            #expect(try await bed.store.application(named: "ONE") == first)
            #expect(try await bed.store.application(person.id) == nil)
            #expect(try await bed.store.application(named: "ada") == nil)
            let refused = try await refusal {
                try await bed.store.createApplication(name: "Two", at: bed.now, once: nil)
            }
            guard case .conflict(field: "name", _) = refused else {
                throw UnexpectedReply(description: "\(refused as Any)")
            }
            #expect(try await !bed.store.deleteApplication(person.id, at: bed.now))
            #expect(try await !bed.store.removeAccount(first.id))
        },
        StoreCheck("two names of applications that differ in more than the case of A to Z are two names") { bed in
            let names = ["kit", "\u{212A}it", "i", "\u{0130}", "\u{E9}", "\u{C9}"]
            for name in names {
                let made = try await bed.store.createApplication(name: name, at: bed.now, once: nil).value
                #expect(try await bed.store.application(named: name) == made)
            }
            #expect(try await bed.store.application(named: "KIT")?.name == "kit")
        },
        StoreCheck("an application's webhooks are its own, and at most 100") { bed in
            let bed = try await ApplicationBed(bed)
            #expect(try await bed.store.webhook(bed.webhook.id, in: bed.owner) == bed.webhook)
            #expect(try await bed.store.webhook(bed.webhook.id, in: .project(bed.project.number)) == nil)
            #expect(try await bed.store.webhook(bed.webhook.id, in: .project(bed.application.id)) == nil)
            #expect(try await bed.store.webhooks(in: .project(bed.project.number), before: nil, limit: 9).isEmpty)
            for _ in 1..<Webhook.maximumPerApplication {
                _ = try await bed.store.createWebhook(.plain, in: bed.owner, at: bed.bed.now, once: nil)
            }
            let refused = try await refusal {
                try await bed.store.createWebhook(.plain, in: bed.owner, at: bed.bed.now, once: nil)
            }
            guard case .limit = refused else { throw UnexpectedReply(description: "\(refused as Any)") }
            let nobody = WebhookOwner.application(bed.application.id + 1)
            #expect(
                try await refusal { try await bed.store.createWebhook(.plain, in: nobody, at: bed.bed.now, once: nil) }
                    == .notFound)
        },
        StoreCheck("an application hears of every project that it is a member of, and of no other") { bed in
            let bed = try await ApplicationBed(bed)
            let second = try await bed.bed.project("second")
            let third = try await bed.bed.project("third")
            let own = try await bed.bed.webhook(in: bed.project)
            try await bed.join(second)
            let accepted = try await bed.bed.publish(in: bed.project)
            #expect(accepted.deliveries == 2)
            #expect(try await bed.bed.publish(in: second).deliveries == 1)
            #expect(try await bed.bed.publish(in: third).deliveries == 0)
            let log = try await bed.log()
            #expect(Set(log.map(\.project)) == ["second", "perfsee"] && log.count == 2)
            #expect(log.allSatisfy { $0.webhook == bed.webhook.id })
            #expect(log.first { $0.project == "perfsee" }?.event == accepted.event)
            let leased = try await bed.bed.claim(bed.webhook)
            #expect(Set(leased.map(\.project)) == ["second", "perfsee"])
            #expect(try await bed.bed.claimOne(own).project == "perfsee")
        },
        StoreCheck("its deliveries are not the project's to see, nor the project's its own") { bed in
            let bed = try await ApplicationBed(bed)
            _ = try await bed.bed.webhook(in: bed.project)
            try await bed.bed.publish(in: bed.project)
            let heard = try #require(try await bed.log().first)
            let project = WebhookOwner.project(bed.project.number)
            let own = try await bed.bed.deliveries(in: bed.project)
            #expect(try await bed.log().count == 1 && own.count == 1 && own.first?.id != heard.id)
            #expect(own.first?.project == "perfsee")
            #expect(try await bed.store.delivery(heard.id, in: project) == nil)
            #expect(try await bed.store.delivery(own[0].id, in: bed.owner) == nil)
            let refused = try await refusal {
                try await bed.store.redeliver(heard.id, in: project, at: bed.bed.now, once: nil)
            }
            #expect(refused == .notFound)
            for filter in [
                DeliveryFilter(webhook: bed.webhook.id), DeliveryFilter(state: .pending),
                DeliveryFilter(eventType: "bundle:finished"),
            ] {
                let found = try await bed.bed.deliveries(in: bed.project, filter)
                #expect(found.count == (filter.webhook == nil ? 1 : 0) && !found.contains { $0.id == heard.id })
                #expect(
                    try await bed.store.deliveries(in: bed.owner, matching: filter, before: nil, limit: 9)
                        == [heard])
            }
        },
        StoreCheck("a change of an application's webhook or membership counts from the next event on") { bed in
            let bed = try await ApplicationBed(bed)
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await bed.store.updateWebhook(bed.webhook.id, in: bed.owner, changes, at: bed.bed.now)
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 0)
            let other = try await bed.store.createWebhook(.plain, in: bed.owner, at: bed.bed.now, once: nil).value
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 1)
            #expect(try await bed.store.deleteWebhook(other.id, in: bed.owner, at: bed.bed.now))
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 0)
            #expect(try await bed.bed.publish("lab:snapshot-completed", in: bed.project).deliveries == 1)
            try await bed.leave(bed.project)
            #expect(try await bed.bed.publish("lab:snapshot-completed", in: bed.project).deliveries == 0)
            try await bed.join(bed.project)
            #expect(try await bed.bed.publish("lab:snapshot-completed", in: bed.project).deliveries == 1)
        },
        StoreCheck("a ping of an application's webhook is no project's") { bed in
            let bed = try await ApplicationBed(bed)
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 1)
            let ping = try #require(try await bed.ping().firstDelivery)
            #expect(try await bed.delivery(ping).project == nil)
            #expect(
                try await bed.store.events(in: bed.project.number, eventType: nil, before: nil, limit: 9).count == 1)
            try await bed.leave(bed.project)
            #expect(try await bed.delivery(ping).state == .pending)
            let leased = try await bed.bed.claimOne(bed.webhook)
            #expect(leased.id == ping && leased.project.isEmpty)
            try await bed.bed.record(leased, .pending(due: bed.bed.now))
            #expect(try await bed.delivery(ping).state == .pending)
        },
    ]

    static let memberships: [StoreCheck] = [
        StoreCheck("what is pending is skipped when the membership ends, that project's and no more") { bed in
            let bed = try await ApplicationBed(bed)
            let second = try await bed.bed.project("second")
            try await bed.join(second)
            let own = try await bed.bed.webhook(in: bed.project)
            try await bed.bed.publish(in: bed.project)
            try await bed.bed.publish(in: second)
            try await bed.leave(bed.project)
            #expect(try await bed.told() == ["second pending", "perfsee skipped"])
            #expect(try await bed.bed.claim(bed.webhook).map(\.project) == ["second"])
            #expect(try await bed.bed.claim(own).count == 1)
        },
        StoreCheck("more than one chunk is skipped when the membership ends") { bed in
            let bed = try await ApplicationBed(bed)
            for _ in 0..<510 { try await bed.bed.publish(in: bed.project) }
            try await bed.leave(bed.project)
            #expect(try await bed.store.counts(at: bed.bed.now).pending == 0)
        },
        StoreCheck("what is being sent when the membership ends may be delivered, but is not tried again") { bed in
            let bed = try await ApplicationBed(bed)
            for _ in 0..<4 { try await bed.bed.publish(in: bed.project) }
            let leased = try await bed.bed.claim(bed.webhook)
            try await bed.leave(bed.project)
            try await bed.bed.record(leased[0], .delivered)
            try await bed.bed.record(leased[1], .pending(due: bed.bed.now.adding(seconds: 5)))
            try await bed.store.release([leased[2].lease], at: bed.bed.now)
            _ = try await bed.store.rescue(at: bed.bed.now.adding(seconds: 99), limit: 9)
            var states: [Delivery.State] = []
            for lease in leased { states.append(try await bed.delivery(lease.id).state) }
            #expect(states == [.delivered, .skipped, .skipped, .skipped])
            #expect(try await bed.store.attempts(of: leased[1].id).count == 1)
        },
        StoreCheck("a redelivery is refused while the application is no member, and goes out once it is again") { bed in
            let bed = try await ApplicationBed(bed)
            try await bed.bed.publish(in: bed.project)
            try await bed.leave(bed.project)
            let id = try #require(try await bed.log().first?.id)
            let refused = try await refusal {
                try await bed.store.redeliver(id, in: bed.owner, at: bed.bed.now, once: nil)
            }
            guard case .conflict(field: nil, let message) = refused else {
                throw UnexpectedReply(description: "\(refused as Any)")
            }
            #expect(message.contains("no longer a member of the project perfsee"))
            try await bed.join(bed.project)
            _ = try await bed.store.redeliver(id, in: bed.owner, at: bed.bed.now, once: nil)
            #expect(try await bed.bed.claimOne(bed.webhook).id == id)
        },
        StoreCheck("a replay passes over what the application may no longer hear of") { bed in
            let bed = try await ApplicationBed(bed)
            let second = try await bed.bed.project("second")
            try await bed.join(second)
            try await bed.bed.publish(in: bed.project)
            try await bed.bed.publish(in: second)
            for leased in try await bed.bed.claim(bed.webhook) { try await bed.bed.record(leased, .failed) }
            try await bed.leave(bed.project)
            let new = NewReplay(since: bed.bed.now, until: bed.bed.now.adding(seconds: 1))
            let replay = try await bed.store.createReplay(
                new, of: bed.webhook.id, in: bed.owner, at: bed.bed.now, once: nil
            ).value
            #expect(replay.total == 1)
            while try await bed.store.advanceReplay(at: bed.bed.now, limit: 9) {}
            #expect(try await bed.told() == ["second pending", "perfsee failed"])
            #expect(try await bed.store.replays(of: bed.webhook.id, in: bed.owner, limit: 9).count == 1)
            #expect(
                try await bed.store.replays(of: bed.webhook.id, in: .project(bed.project.number), limit: 9).isEmpty)
        },
        StoreCheck("the worker is told when a membership ends, so that what it holds ready comes back") { bed in
            let bed = try await ApplicationBed(bed)
            let worker = RecordingHandover(room: 1, until: bed.bed.now.adding(seconds: 60))
            bed.store.attach(worker)
            try await bed.bed.publish(in: bed.project)
            let taken = try #require(worker.taken.first)
            #expect(taken.project == "perfsee" && taken.webhook == bed.webhook.id)
            try await bed.leave(bed.project)
            #expect(worker.changed == [bed.webhook.id])
            try await bed.store.release([taken.lease], at: bed.bed.now)
            #expect(try await bed.delivery(taken.id).state == .skipped)
        },
        StoreCheck("a project that is deleted is heard of no more, and takes its part of the log with it") { bed in
            let bed = try await ApplicationBed(bed)
            let second = try await bed.bed.project("second")
            try await bed.join(second)
            try await bed.bed.publish(in: bed.project)
            try await bed.bed.publish(in: second)
            #expect(try await bed.store.deleteProject(bed.project.number, at: bed.bed.now))
            #expect(try await bed.told() == ["second pending", "perfsee skipped"])
            #expect(try await bed.store.memberships(of: bed.application.id, limit: 9).map(\.project) == [second])
            while try await !bed.store.erase(limit: 2).isDone {}
            #expect(try await bed.log().map(\.project) == ["second"])
        },
        StoreCheck("an application that is deleted ends with its tokens, memberships, webhooks and log") { bed in
            let bed = try await ApplicationBed(bed)
            let token = NewToken(account: bed.application.id, name: "t", scopes: [.admin])
            _ = try await bed.store.createToken(token, hash: [1], at: bed.bed.now, once: nil)
            try await bed.bed.publish(in: bed.project)
            _ = try await bed.ping()
            #expect(try await bed.store.deleteApplication(bed.application.id, at: bed.bed.now))
            #expect(try await bed.told() == ["perfsee skipped", "- skipped"])
            #expect(try await bed.store.application(bed.application.id) == nil)
            #expect(try await bed.store.applications(before: nil, limit: 9).isEmpty)
            #expect(try await bed.store.authenticate(hash: [1], at: bed.bed.now) == nil)
            #expect(try await bed.store.role(of: bed.application.id, in: bed.project.number) == nil)
            #expect(try await bed.store.webhooks(in: bed.owner, before: nil, limit: 9).isEmpty)
            #expect(try await bed.bed.publish(in: bed.project).deliveries == 0)
            #expect(
                try await refusal {
                    try await bed.store.createToken(token, hash: [2], at: bed.bed.now, once: nil)
                } == .notFound)
            #expect(try await refusal { try await bed.join(bed.project) } == .notFound)
            #expect(try await !bed.store.deleteApplication(bed.application.id, at: bed.bed.now))
            while try await !bed.store.erase(limit: 2).isDone {}
            #expect(try await bed.log().isEmpty)
            // Its name is free again.
            _ = try await bed.store.createApplication(name: "deployer", at: bed.bed.now, once: nil).value
        },
        StoreCheck("an application at a glance: its projects, its webhooks, the latest attempt for any of them") {
            bed in
            let bed = try await ApplicationBed(bed)
            let idle = try await bed.store.createApplication(name: "idle", at: bed.bed.now, once: nil).value
            _ = try await bed.store.createWebhook(.plain, in: bed.owner, at: bed.bed.now, once: nil)
            try await bed.bed.publish(in: bed.project)
            let leased = try await bed.bed.claimOne(bed.webhook)
            try await bed.bed.record(leased, .failed)
            let overviews = try await bed.store.overviews(ofApplications: [bed.application.id, idle.id])
            let overview = try #require(overviews[bed.application.id])
            #expect(overview.projects == 1 && overview.webhooks == 2)
            #expect(overview.lastDelivery?.deliveryID == leased.id && overview.lastDelivery?.reason == .status)
            #expect(overviews[idle.id] == ApplicationOverview(projects: 0, webhooks: 0, lastDelivery: nil))
            let memberships = try await bed.store.memberships(of: bed.application.id, limit: 9)
            #expect(memberships == [Membership(project: bed.project, role: .read)])
        },
        StoreCheck("those who watch an application hear of its deliveries, and those of the project do not") { bed in
            let bed = try await ApplicationBed(bed)
            var heard = bed.store.changes(in: bed.owner, after: nil).makeAsyncIterator()
            var own = bed.store.changes(in: .project(bed.project.number), after: nil).makeAsyncIterator()
            let accepted = try await bed.bed.publish(in: bed.project)
            guard case .delivery(let delivery) = await heard.next()?.change else {
                throw UnexpectedReply(description: "no delivery was told of")
            }
            #expect(delivery.id == accepted.firstDelivery && delivery.project == "perfsee")
            let webhook = try await bed.bed.webhook(in: bed.project)
            let ping = try await bed.bed.ping(webhook, in: bed.project)
            guard case .delivery(let first) = await own.next()?.change else {
                throw UnexpectedReply(description: "no delivery was told of")
            }
            #expect(first.id == ping.firstDelivery)
            _ = try await bed.store.deleteApplication(bed.application.id, at: bed.bed.now)
            while await heard.next() != nil {}
        },
    ]
}
