import Domain
import Storage
import Testing

extension StoreCheck {
    /// Prunes until there is nothing left to examine, two rows at a time.
    private static func prune(_ fixture: StoreFixture, before time: Timestamp) async throws {
        var position: PrunePosition? = .start
        while let next = position { position = try await fixture.store.prune(before: time, from: next, limit: 2) }
    }

    /// Named builds that passed, oldest first; the one that stays `Pending` comes last.
    private static func artifacts(_ fixture: StoreFixture, _ names: [String], in project: Project) async throws {
        for (number, name) in names.enumerated() {
            let time = fixture.now + .seconds(number)
            let build = Artifact.Build(
                branch: "main", name: name, hash: "abc", commitMessage: nil, author: nil,
                buildKey: "builds/\(number + 1).tar")
            _ = try await fixture.store.createArtifact(
                build, baseline: BaselineRequest(), in: project.number, at: time, once: nil)
            guard name != "pending" else { continue }
            let claimed = try #require(
                try await fixture.store.claimArtifact(at: time, leaseUntil: time + .seconds(60)))
            let result = Artifact.Result(
                score: 90, size: Artifact.Size(raw: 3, gzip: 2, brotli: 1), entryPoints: [], warnings: [],
                reportKey: "reports/\(number + 1)", contentKey: "contents/\(number + 1)",
                importsKey: number == 0 ? nil : "imports/\(number + 1)", analysisVersion: 1)
            let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
            _ = try await fixture.store.finish(
                claimed.lease, .passed(result, duration: .milliseconds(5)), event: { _, _ in body }, at: time)
        }
    }

    private static func pruneArtifacts(
        _ fixture: StoreFixture, before time: Timestamp, keeping count: Int = 1_000
    ) async throws -> [String] {
        var keys: [String] = []
        var project: Project.Number? = 0
        while let next = project {
            let pruned = try await fixture.store.pruneArtifacts(before: time, keeping: count, from: next, limit: 2)
            keys += pruned.blobKeys
            project = pruned.next
        }
        return keys
    }

    static let retention: [StoreCheck] = [
        StoreCheck("what is over and old is forgotten with its attempts and events; what is open stays, however old") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for seconds in 0..<7 {
                try await fixture.publish(in: project, at: fixture.now + .seconds(seconds))
            }
            let leased = try await fixture.claim(webhook, limit: 5, at: fixture.now + .seconds(60))
            for delivery in leased.prefix(3) { try await fixture.record(delivery, .delivered) }
            try await prune(fixture, before: fixture.now + .seconds(6))
            let left = try await fixture.deliveries(in: project)
            #expect(left.map { $0.createdAt - fixture.now } == [6, 5, 4, 3].map { .seconds($0) })
            #expect(try await fixture.store.attempts(of: leased[0].id).isEmpty)
            let events = try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 10)
            #expect(events.map(\.id) == left.map(\.event))
        },
        StoreCheck("an event that has a younger redelivery under way keeps its body") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let accepted = try await fixture.publish(in: project)
            try await fixture.publish(in: project, at: fixture.now + .seconds(9))
            try await fixture.record(try await fixture.claimOne(webhook), .delivered)
            let id = try #require(accepted.firstDelivery)
            _ = try await fixture.store.redeliver(id, in: project.number, at: fixture.now + .seconds(5), once: nil)
            try await prune(fixture, before: fixture.now + .seconds(8))
            #expect(try await fixture.state(of: id, in: project) == .pending)
            #expect(try await fixture.store.body(of: accepted.event) != nil)
        },
        StoreCheck("an event without deliveries is forgotten in its time, and no event gets the id of another") {
            fixture in
            let project = try await fixture.project()
            let first = try await fixture.publish(in: project)
            let second = try await fixture.publish(in: project)
            try await prune(fixture, before: fixture.now + .seconds(1))
            #expect(try await fixture.store.event(first.event, in: project.number) == nil)
            let third = try await fixture.publish(in: project)
            #expect(Set([first.event, second.event, third.event]).count == 3)
        },
        StoreCheck("old artifacts go, with the keys of their blobs; the newest that passed of each name stays") {
            fixture in
            let project = try await fixture.project()
            try await artifacts(fixture, ["a", "a", "b", "a", "pending"], in: project)
            let keys = try await pruneArtifacts(fixture, before: fixture.now + .seconds(60))
            #expect(
                Set(keys)
                    == Set([1, 2].flatMap { ["builds/\($0).tar", "reports/\($0)", "contents/\($0)"] } + ["imports/2"]))
            let left = try await fixture.store.artifacts(
                in: project.number, matching: ArtifactFilter(), before: nil, limit: 10)
            #expect(left.map(\.id) == [5, 4, 3])
        },
        StoreCheck("of more artifacts than a project may keep the oldest go, in each project") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            try await artifacts(fixture, ["a", "a", "a", "a"], in: project)
            try await artifacts(fixture, ["a", "a"], in: other)
            #expect(try await pruneArtifacts(fixture, before: fixture.now, keeping: 3).count == 3)
            #expect(try await fixture.store.artifact(1, in: project.number) == nil)
            #expect(try await fixture.store.artifact(1, in: other.number) != nil)
        },
    ]
}
