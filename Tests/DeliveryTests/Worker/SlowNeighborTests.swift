import Domain
import Logging
import NIOPosix
import PostgresStorage
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Delivery

@Suite("A worker beside slow receivers", .timeLimit(.minutes(2)))
struct SlowNeighborTests {
    /// Fewer places than in production, so that a test can fill them.
    private static var sender: SenderConfiguration {
        var sender = SenderConfiguration()
        sender.connections = 64
        return sender
    }

    @Test("Another project's events are sent while slow receivers hold all that their project may have")
    func another() async throws {
        let slow = try await ScriptedReceiver.start { _ in .hang }
        let quick = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.sender = Self.sender
        try await WorkerFixture.with(options) { fixture in
            let crowd = Crowd(store: fixture.store, project: fixture.project, time: fixture.time)
            try await crowd.fill(at: slow.url)
            let most = Places(total: 64).total - Places(total: 64).reserve
            try await fixture.eventually("the slow ones' part") { slow.requests.count >= most * 8 / 9 }
            let webhook = try await crowd.neighbor(at: quick.url)
            for number in 1...40 {
                try await crowd.publish(to: webhook, through: fixture.store)
                _ = try await quick.request(number)
            }
            #expect(slow.requests.count <= most)
        }
        await slow.stop()
        await quick.stop()
    }

    @Test(
        "Places stay free on each of two nodes, whichever of them a project publishes to",
        .enabled(if: TestedStore.isPostgres, "one node alone has an SQLite file"))
    func twoNodes() async throws {
        let slow = try await ScriptedReceiver.start { _ in .hang }
        let quick = try await ScriptedReceiver.start { _ in .answer(204) }
        try await TemporaryPostgresStore.with { first, url in
            try await TemporaryPostgresStore.withStore(url) { second in
                let time = ManualTime()
                let new = NewProject(id: "slow", host: .github, namespace: "perfsee", name: "slow")
                guard case .done(let project) = try await first.createProject(new, at: time.now(), once: nil) else {
                    return
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    var senders: [HTTPSender] = []
                    for store in [first, second] {
                        let sender = try HTTPSender(
                            configuration: Self.sender, group: .singletonMultiThreadedEventLoopGroup,
                            egress: EgressGuard(
                                EgressPolicy(allow: [try CIDR(parsing: "127.0.0.0/8")]),
                                logger: Logger(label: "worker")))
                        senders.append(sender)
                        let worker = DeliveryWorker(
                            store: store, sender: sender, time: time, logger: Logger(label: "worker"))
                        group.addTask { try await worker.run() }
                    }
                    let crowd = Crowd(store: first, project: project, time: time)
                    try await crowd.fill(at: slow.url, through: [first, second])
                    let most = Places(total: 64).total - Places(total: 64).reserve
                    // Shares are renewed by the clock; each node gets its part of the webhooks' limits.
                    try await Self.eventually(time) { slow.requests.count >= 2 * most * 8 / 9 }
                    let webhook = try await crowd.neighbor(at: quick.url)
                    for number in 1...20 {
                        try await crowd.publish(to: webhook, through: number.isMultiple(of: 2) ? first : second)
                        try await Self.eventually(time) { quick.requests.count >= number }
                    }
                    // Over both nodes together, no more than the sum of their parts.
                    #expect(slow.requests.count <= 2 * most)
                    group.cancelAll()
                    for sender in senders { await sender.shutdown() }
                }
            }
        }
        await slow.stop()
        await quick.stop()
    }

    /// Advances the test's clock by a second whenever the last advance had no effect: nodes agree on shares by it.
    private static func eventually(_ time: ManualTime, _ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + WorkerFixture.patience
        while !condition() {
            let next = ContinuousClock.now + .milliseconds(50)
            while ContinuousClock.now < next, !condition() { await Task.yield() }
            guard ContinuousClock.now < deadline else {
                throw WorkerFixture.NothingHappened(description: "The test waited in vain.")
            }
            if !condition() { time.advance(seconds: 1) }
        }
    }
}

/// A project whose webhooks want more concurrent exchanges than there are places, and another beside it.
private struct Crowd {
    let store: any Store
    let project: Project
    let time: ManualTime

    func fill(at url: String, through stores: [any Store]? = nil) async throws {
        for number in 0..<5 {
            let settings = WebhookSettings(url: "\(url)\(number)", eventType: "slow:*", maxConcurrency: 256)
            _ = try await store.createWebhook(settings, in: project.number, at: time.now(), once: nil)
        }
        for number in 0..<60 {
            let stores = stores ?? [store]
            try await publish("slow:event", in: project.number, through: stores[number % stores.count])
        }
    }

    func neighbor(at url: String) async throws -> Project.Number {
        let new = NewProject(id: "beside", host: .github, namespace: "perfsee", name: "beside")
        guard case .done(let beside) = try await store.createProject(new, at: time.now(), once: nil) else {
            throw WorkerFixture.NothingHappened(description: "The project was not made.")
        }
        _ = try await store.createWebhook(WebhookSettings(url: url), in: beside.number, at: time.now(), once: nil)
        return beside.number
    }

    func publish(to project: Project.Number, through store: any Store) async throws {
        try await publish("own:event", in: project, through: store)
    }

    private func publish(_ type: String, in project: Project.Number, through store: any Store) async throws {
        let type = EventType(stored: type)
        let event = NewEvent(
            project: project, eventType: type, body: EventBody(eventType: type, payload: "{}".utf8))
        _ = try await store.accept(event, at: time.now(), once: nil)
    }
}
