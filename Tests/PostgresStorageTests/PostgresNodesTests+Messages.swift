import Domain
import Storage
import TestSupport
import Testing

extension PostgresNodesTests {
    @Test("A delivery that one node has no room for wakes another, and so do webhook changes, uploads and replays")
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
                build, baseline: BaselineRequest(), in: project.number, at: here.now, once: nil)
            await there.store.waitForArtifacts()
            await there.store.waitForReplay()
            let replay = NewReplay(since: here.now, until: here.now + .seconds(60), states: [.delivered])
            let other = try await here.webhook(in: project)
            _ = try await here.store.createReplay(
                replay, of: other.id, in: .project(project.number), at: here.now, once: nil)
            await there.store.waitForReplay()
            let claimed = try await there.store.claimArtifact(at: here.now, leaseUntil: here.now)
            #expect(claimed?.artifact.id == 1)
        }
    }

    @Test("A watcher of a project on one node receives changes from another, and the end of the project")
    func watching() async throws {
        try await with { here, there in
            let project = try await here.project()
            let webhook = try await here.webhook(in: project)
            var changes = there.store.changes(in: project.number, after: nil).makeAsyncIterator()
            // The other node must know that someone watches: until then, it reports its changes to nobody.
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
}

/// A worker without room that waits for notifications.
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

    func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp? { nil }
    func take(_ deliveries: [LeasedDelivery]) {}
    func cancel(_ webhook: Webhook.ID, bytes: Int) {}
    func pending(_ due: [DueWebhook]) { for one in due { said.yield(.pending(one.webhook)) } }
    func changed(_ webhook: Webhook.ID) { said.yield(.changed(webhook)) }
}
