import Domain
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("Nodes that share a PostgreSQL database", .timeLimit(.minutes(2)))
struct PostgresNodesTests {
    /// Two stores on one database.
    private func with(_ body: (StoreBed, StoreBed) async throws -> Void) async throws {
        try await TemporaryPostgresStore.with { first, url in
            try await TemporaryPostgresStore.withStore(url) { second in
                try await body(StoreBed(store: first), StoreBed(store: second))
            }
        }
    }

    @Test("what a webhook subscribes to on one node holds for the next event on another")
    func subscriptions() async throws {
        try await with { here, there in
            let project = try await here.project()
            #expect(try await there.publish(in: project).deliveries == 0)
            let webhook = try await here.webhook(in: project)
            #expect(try await there.publish(in: project).deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await here.store.updateWebhook(webhook.id, in: project.number, changes, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            try await here.disable(webhook, in: project)
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            _ = try await here.store.deleteProject(project.number, at: here.now)
            #expect(try await refusal { try await there.publish(in: project) } == .notFound)
        }
    }

    @Test("guesses that are spread over nodes are counted together")
    func guesses() async throws {
        try await with { here, there in
            let counters = [GuessCounter(key: [7], limit: 10), GuessCounter(key: [3], limit: 30)]
            let counted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    let bed = number.isMultiple(of: 2) ? here : there
                    group.addTask { try await bed.store.countGuess(counters, at: bed.now, within: .standard) == nil }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(counted == 10)
            for bed in [here, there] {
                #expect(try await bed.store.guesses(of: counters[1].key, at: bed.now) == 10)
            }
            try await there.store.takeBackGuess(counters, at: there.now)
            #expect(try await here.store.countGuess(counters, at: here.now, within: .standard) == nil)
        }
    }

    @Test("claims of two nodes never overlap, and nothing is left")
    func claims() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            for _ in 0..<120 { try await here.publish(in: project) }
            let claimed = try await withThrowingTaskGroup(of: [DeliveryID].self) { group in
                for number in 0..<30 {
                    let bed = number.isMultiple(of: 2) ? here : there
                    group.addTask { try await bed.claim(webhook, limit: 5).map(\.id) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let rest = try await there.claim(webhook, limit: 200).map(\.id)
            #expect(Set(claimed + rest).count == 120 && claimed.count + rest.count == 120)
        }
    }

    @Test("one node prunes at a time, and the next can once it is done or gone")
    func pruning() async throws {
        try await with { here, there in
            let inner = Mutex<Bool?>(nil)
            let outer = try await here.store.withTurnToPrune {
                let turn = try await there.store.withTurnToPrune {}
                inner.withLock { $0 = turn }
            }
            #expect(outer && inner.withLock { $0 } == false)
            // However long it takes, a node that starts does not wait for it.
            _ = try await here.store.withTurnToPrune {
                let first = try await there.store.createFirstAdministrator(NewAccount(name: "admin"), at: there.now)
                #expect(first != nil)
            }
            #expect(try await there.store.withTurnToPrune {})
            await #expect(throws: StoreError.busy) { try await here.store.withTurnToPrune { throw StoreError.busy } }
            #expect(try await there.store.withTurnToPrune {})
        }
    }

    @Test("a webhook that is spared is probed by one node at a time, and no sooner than it is due")
    func probes() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            for _ in 0..<5 { try await here.publish(in: project) }
            for leased in try await here.claim(webhook, limit: 5) { try await here.record(leased, .failed) }
            for _ in 0..<6 { try await here.publish(in: project) }
            let due = here.now.adding(seconds: 5)
            #expect(try await there.claim(webhook, at: due.adding(milliseconds: -1)).isEmpty)
            let probe = try await onlyOne(webhook, at: due, here, there)
            // A probe that failed puts the next one off; one that is given back does not.
            try await there.record(probe, .failed, at: due)
            #expect(try await here.claim(webhook, at: due.adding(milliseconds: 9_999)).isEmpty)
            let second = try await onlyOne(webhook, at: due.adding(seconds: 10), here, there)
            try await here.store.release([second.lease], at: due.adding(seconds: 10))
            let third = try await onlyOne(webhook, at: due.adding(seconds: 10), here, there)
            // Whoever was killed with a probe in its hands holds it up no longer than its lease.
            #expect(try await there.claim(webhook, at: due.adding(seconds: 70)).isEmpty)
            let fourth = try await onlyOne(webhook, at: due.adding(milliseconds: 70_001), here, there)
            #expect(fourth.id != third.id)
            try await here.record(fourth, .delivered, at: due.adding(seconds: 71))
            #expect(try await there.claim(webhook, at: due.adding(seconds: 71)).count == 3)
        }
    }

    private func onlyOne(
        _ webhook: Webhook, at time: Timestamp, _ here: StoreBed, _ there: StoreBed
    ) async throws -> LeasedDelivery {
        let claimed = try await withThrowingTaskGroup(of: [LeasedDelivery].self) { group in
            for bed in [here, there, here, there] { group.addTask { try await bed.claim(webhook, at: time) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 1)
        return try #require(claimed.first)
    }

    @Test("tokens are counted over all nodes, and a node makes none with one that another is just revoking")
    func tokens() async throws {
        try await with { here, there in
            let account = try await here.store.createAccount(NewAccount(name: "ada"), at: here.now)
            let (ours, theirs) = (TokenLine(here, account), TokenLine(there, account))
            async let first = ours.tokens(0...59, project: nil)
            async let second = theirs.tokens(100...159, project: nil)
            #expect(try await first + second == Token.maximumLive)
            let listed = try await there.store.tokens(of: account.id, in: nil, before: nil, limit: 200, at: there.now)
            #expect(listed.count == Token.maximumLive)
            for token in listed { _ = try await here.store.revokeToken(token.id, of: account.id, .revoked) }
            for turn in UInt8(0)..<10 {
                let root = try await ours.token(200 + turn)
                async let revoked = here.store.revokeToken(root.id, of: account.id, .revoked)
                let child = try? await theirs.token(turn * 10, by: root)
                if let child { _ = try? await theirs.token(turn * 10 + 1, by: child) }
                _ = try await revoked
            }
            #expect(try await theirs.holding(0...240) == [])
        }
    }

    @Test("a node takes back its own leases alone")
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

    @Test("what one node has no room for wakes another, and so do changes of a webhook and uploads")
    func waking() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            let worker = ListeningHandover()
            there.store.attach(worker)
            await there.store.waitForArtifacts()
            try await here.publish(in: project)
            #expect(await worker.heard.first { _ in true } == .pending(webhook.id))
            try await here.disable(webhook, in: project)
            #expect(await worker.heard.first { _ in true } == .changed(webhook.id))
            let build = Artifact.Build(
                branch: "a", name: "b", hash: "c", commitMessage: nil, author: nil, buildKey: "builds/1/x.tar")
            _ = try await here.store.createArtifact(
                build, baseline: BaselineWish(), in: project.number, at: here.now, once: nil)
            await there.store.waitForArtifacts()
            let claimed = try await there.store.claimArtifact(at: here.now, leaseUntil: here.now)
            #expect(claimed?.artifact.id == 1)
        }
    }

    @Test("whoever watches a project on one node hears of changes on another, and of its end")
    func watching() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            var changes = there.store.changes(in: project.number, after: nil).makeAsyncIterator()
            // The other node has to have heard that somebody watches: until then its changes are told to nobody.
            let publishing = Task { while !Task.isCancelled { try await here.publish(in: project) } }
            guard case .delivery(let delivery) = await changes.next()?.change else {
                return #expect(Bool(false), "a delivery was expected")
            }
            publishing.cancel()
            _ = await publishing.result
            #expect(delivery.webhook == webhook.id)
            _ = try await here.store.deleteProject(project.number, at: here.now)
            while await changes.next() != nil {}
        }
    }

    @Test("an idempotency key counts on every node")
    func once() async throws {
        try await with { here, there in
            let project = try await here.project()
            let key = IdempotencyKey(account: 1, method: "POST", path: "/p", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for bed in [here, there, here, there, here, there] {
                    group.addTask {
                        _ = try await bed.store.accept(.sample("a", in: project), at: bed.now, once: once)
                    }
                }
                try await group.waitForAll()
            }
            let events = try await here.store.events(in: project.number, eventType: nil, before: nil, limit: 9)
            #expect(events.count == 1)
        }
    }

    @Test("a thousand events go back to one, over all nodes together")
    func roots() async throws {
        try await with { here, there in
            let project = try await here.project()
            let type = EventType(stored: "own:next")
            let event = NewEvent(
                owner: .project(project.number), eventType: type,
                body: EventBody(eventType: type, payload: "{}".utf8),
                cause: EventCause(delivery: DeliveryID(high: 1, low: 2), depth: 1))
            let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1_060 {
                    let bed = number.isMultiple(of: 2) ? here : there
                    group.addTask {
                        let outcome = try await refusal { try await bed.store.accept(event, at: bed.now, once: nil) }
                        return outcome == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(accepted == EventCause.maximumEvents)
        }
    }

    @Test("what nodes share of a webhook is never more than it allows, and what one leaves the other gets")
    func shares() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(
                in: project, WebhookSettings(url: "https://hooks.example.com", maxConcurrency: 8))
            let (first, second) = (NodeID.random(), NodeID.random())
            func share(_ bed: StoreBed, _ node: NodeID, _ wanted: Int, _ held: Int, after: Int64 = 0) async throws
                -> Int
            {
                let wish = WebhookShare.Wish(webhook: webhook.id, wanted: wanted, held: held)
                let gone = WebhookShare.Wish(webhook: webhook.id + 1, wanted: 1, held: 0)
                let now = bed.now.adding(milliseconds: after)
                let shares = try await bed.store.share([wish, gone], of: node, at: now)
                #expect(shares.map(\.webhook) == [webhook.id])
                return try #require(shares.first).concurrency
            }
            #expect(try await share(here, first, 20, 0) == 8)
            #expect(try await share(there, second, 20, 0) == 0)
            // Asked once more, the first gives up what is more than its part; only then the second has its own.
            #expect(try await share(here, first, 20, 8) == 4)
            #expect(try await share(there, second, 20, 0) == 0)
            #expect(try await share(here, first, 20, 4) == 4)
            #expect(try await share(there, second, 20, 0) == 4)
            try await here.store.leave(first)
            #expect(try await share(there, second, 20, 4) == 8)
            // What a dead node held is given to others only once it has run out for certain.
            #expect(try await share(here, first, 20, 0, after: 70_000 - 1) == 0)
            #expect(try await share(here, first, 20, 0, after: 70_000) == 8)
        }
    }

    @Test("what an application joins, leaves and subscribes to on one node holds for the next event on another")
    func applications() async throws {
        try await with { here, there in
            let project = try await here.project()
            let application = try await here.store.createApplication(name: "robot", at: here.now, once: nil).value
            let owner = WebhookOwner.application(application.id)
            #expect(try await there.publish(in: project).deliveries == 0)
            try await here.store.setRole(.read, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            let webhook = try await here.store.createWebhook(.plain, in: owner, at: here.now, once: nil).value
            #expect(try await there.publish(in: project).deliveries == 1)
            let ping = NewEvent(
                owner: owner, eventType: .ping, body: EventBody(eventType: .ping, payload: "{}".utf8), only: webhook.id)
            #expect(try await there.store.accept(ping, at: there.now, once: nil).value.deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await here.store.updateWebhook(webhook.id, in: owner, changes, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            try await here.store.setRole(nil, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            try await here.store.setRole(.read, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            #expect(try await here.store.deleteApplication(application.id, at: here.now))
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            #expect(try await refusal { try await there.store.accept(ping, at: there.now, once: nil) } == .notFound)
        }
    }

    @Test("no event that comes while memberships and applications' webhooks change is left pending unheard")
    func churn() async throws {
        try await with { here, there in
            let projects = [try await here.project("one"), try await here.project("two")]
            var applications: [Account] = []
            for name in ["a", "b", "c"] {
                let application = try await here.store.createApplication(name: name, at: here.now, once: nil).value
                _ = try await here.store.createWebhook(
                    .plain, in: .application(application.id), at: here.now, once: nil)
                applications.append(application)
            }
            try await withThrowingTaskGroup(of: Void.self) { [applications] group in
                for application in applications {
                    for (bed, project) in zip([here, there], projects) {
                        group.addTask {
                            for turn in 0..<12 {
                                let role: Access.Role? = turn.isMultiple(of: 2) ? .read : nil
                                try await bed.store.setRole(role, of: application.id, in: project.number, at: bed.now)
                            }
                        }
                    }
                    group.addTask {
                        let owner = WebhookOwner.application(application.id)
                        for _ in 0..<8 {
                            let new = try await there.store.createWebhook(.plain, in: owner, at: there.now, once: nil)
                            _ = try await there.store.deleteWebhook(new.value.id, in: owner, at: there.now)
                        }
                    }
                }
                for bed in [here, there] {
                    for project in projects {
                        group.addTask { for _ in 0..<25 { try await bed.publish(in: project) } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await here.store.counts(at: here.now).pending == 0)
        }
    }

    @Test("the first administrator is made once, on however many nodes")
    func firstAdministrator() async throws {
        try await with { here, there in
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for number in 0..<10 {
                    let bed = number.isMultiple(of: 2) ? here : there
                    group.addTask {
                        try await bed.store.createFirstAdministrator(NewAccount(name: "admin"), at: bed.now)
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
            }
            #expect(made == 1)
        }
    }

    @Test("nodes that record failures of the same webhooks at once count each of them")
    func counting() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhooks = [try await here.webhook(in: project), try await here.webhook(in: project)]
            for _ in 0..<4 { try await here.publish(in: project) }
            let leased = try await webhooks.asyncFlatMap { try await here.claim($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, one) in leased.enumerated() {
                    let bed = number.isMultiple(of: 2) ? here : there
                    group.addTask { _ = try await bed.record(one, .failed) }
                }
                try await group.waitForAll()
            }
            for webhook in webhooks {
                #expect(try await here.health(of: webhook, in: project).health.failures == 4)
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncFlatMap<Value>(_ body: (Element) async throws -> [Value]) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values += try await body(element) }
        return values
    }
}

/// A worker without room, that waits to be told of something.
private final class ListeningHandover: DeliveryHandover {
    enum Heard: Hashable {
        case pending(Webhook.ID)
        case changed(Webhook.ID)
    }

    let heard: AsyncStream<Heard>
    private let said: AsyncStream<Heard>.Continuation

    init() {
        (heard, said) = AsyncStream.makeStream()
    }

    func reserve(_ webhook: Webhook.ID, bytes: Int, isPing: Bool, at now: Timestamp) -> Timestamp? { nil }
    func take(_ deliveries: [LeasedDelivery]) {}
    func cancel(_ webhook: Webhook.ID, bytes: Int) {}
    func pending(_ due: [DueWebhook]) { for one in due { said.yield(.pending(one.webhook)) } }
    func changed(_ webhook: Webhook.ID) { said.yield(.changed(webhook)) }
}

/// The error that `body` throws, as far as it is the store's refusal.
private func refusal<Value>(_ body: () async throws -> Value) async throws -> StoreError? {
    do {
        _ = try await body()
        return nil
    } catch let error as StoreError {
        return error
    }
}
