import Domain
import Storage
import Testing

extension StoreCheck {
    /// Uploads a build and ends its analysis.
    private static func build(
        _ fixture: StoreFixture, in project: Project, branch: String = "main", name: String = "main",
        passes: Bool = true
    ) async throws -> Artifact {
        let build = Artifact.Build(
            branch: branch, name: name, hash: "abc", commitMessage: nil, author: nil, buildKey: "builds/1/x.tar")
        let artifact = try await fixture.store.createArtifact(
            build, baseline: BaselineRequest(), in: project.number, at: fixture.now, once: nil
        ).value
        let claimed = try #require(
            try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now + .seconds(60)))
        let size = Artifact.Size(raw: 3, gzip: 2, brotli: 1)
        let result = Artifact.Result(
            score: 90, size: size, entryPoints: [], warnings: [], reportKey: "r", contentKey: "c", analysisVersion: 1)
        let reason = RecordedMessage(english: "No stats.", coded: #"{"a":{}}"#)
        let outcome =
            passes
            ? ArtifactOutcome.passed(result, duration: .milliseconds(5))
            : .failed(reason: reason, duration: .milliseconds(5))
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await fixture.store.finish(claimed.lease, outcome, event: { _, _ in body }, at: fixture.now)
        return try #require(try await fixture.store.artifact(artifact.id, in: project.number))
    }

    static let overviews: [StoreCheck] = [
        StoreCheck("an overview has the newest artifact, the newest that passed, and the one before of its kind") {
            fixture in
            let project = try await fixture.project()
            #expect(
                try await fixture.store.overviews(of: [project.number])[project.number]
                    == ProjectOverview(last: nil, passed: nil, before: nil, failingWebhooks: 0, disabledWebhooks: 0))
            let first = try await build(fixture, in: project)
            _ = try await build(fixture, in: project, branch: "other")
            let second = try await build(fixture, in: project)
            let last = try await build(fixture, in: project, passes: false)
            let webhook = try await fixture.webhook(in: project)
            try await fixture.disable(webhook, in: project)
            let overview = try #require(
                try await fixture.store.overviews(of: [project.number, project.number])[project.number])
            #expect(overview.last == last && overview.passed == second && overview.before == first)
            #expect(overview.disabledWebhooks == 1 && overview.failingWebhooks == 0)
        },
        StoreCheck("a webhook is in trouble from its first failure on, or while its receiver asks to wait") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            func expectTrouble(_ count: Int) async throws {
                let overview = try await fixture.store.overviews(of: [project.number])[project.number]
                #expect(overview?.failingWebhooks == count)
                let troubled = try await fixture.store.troubledWebhooks(limit: 9).map(\.webhook.id)
                #expect(troubled == (count > 0 ? [webhook.id] : []))
                let counts = try await fixture.store.counts(at: fixture.now)
                // An operator is alarmed only once the circuit is open.
                #expect(counts.troubledWebhooks == count && counts.failingWebhooks == 0)
            }
            let ends: [(AttemptEnd, Delivery.Next, Int)] = [
                (.failed, .failed, 1), (.taken(), .delivered, 0),
                (.throttled(until: fixture.now + .seconds(5)), .failed, 1),
                (.taken(isByHand: true), .delivered, 0), (.ping(isTaken: false), .failed, 0),
            ]
            try await expectTrouble(0)
            for _ in ends { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook, limit: ends.count)
            for ((end, next, count), delivery) in zip(ends, leased) {
                try await fixture.record(delivery, next, end: end)
                try await expectTrouble(count)
            }
        },
        StoreCheck("what waits for a retry is listed by itself, of an owner and of one webhook") { fixture in
            let project = try await fixture.project()
            let webhooks = [try await fixture.webhook(in: project), try await fixture.webhook(in: project)]
            for _ in 1...2 { try await fixture.publish(in: project) }
            var retrying: [DeliveryID] = []
            for webhook in webhooks {
                let leased = try await fixture.claimOne(webhook)
                try await fixture.record(leased, .pending(due: fixture.now + .seconds(60)))
                retrying.append(leased.id)
            }
            func listed(_ webhook: Webhook? = nil, before: DeliveryID? = nil) async throws -> Set<DeliveryID> {
                let filter = DeliveryFilter(webhook: webhook?.id, isRetrying: true)
                return Set(try await fixture.deliveries(in: project, filter, before: before).map(\.id))
            }
            #expect(try await listed() == Set(retrying))
            #expect(try await listed(webhooks[0]) == [retrying[0]])
            #expect(try await listed(before: retrying.min()).isEmpty)
        },
        StoreCheck("the history holds what passed, by branch and name, newest first") { fixture in
            let project = try await fixture.project()
            let a = try await build(fixture, in: project, branch: "a", name: "x")
            let b = try await build(fixture, in: project, branch: "b", name: "x")
            let c = try await build(fixture, in: project, branch: "b", name: "y")
            _ = try await build(fixture, in: project, branch: "b", name: "y", passes: false)
            func history(_ branch: String?, _ name: String?, _ limit: Int = 9) async throws -> [Artifact] {
                try await fixture.store.history(in: project.number, branch: branch, name: name, limit: limit)
            }
            #expect(try await history(nil, nil) == [c, b, a])
            #expect(try await history("b", nil) == [c, b])
            #expect(try await history("b", "x") == [b])
            #expect(try await history(nil, nil, 1) == [c])
            #expect(try await fixture.store.branches(in: project.number, limit: 9) == ["a", "b"])
            #expect(try await fixture.store.branches(in: project.number, limit: 1) == ["a"])
            #expect(try await fixture.store.artifactNames(in: project.number, limit: 9) == ["x", "y"])
        },
        StoreCheck("an artifact that ended knows the event that told of it") { fixture in
            let project = try await fixture.project()
            let artifact = try await build(fixture, in: project)
            let event = try await fixture.store.event(ofArtifact: artifact.id, in: project.number)
            #expect(event?.eventType == .bundleFinished)
            #expect(try await fixture.store.event(ofArtifact: artifact.id + 1, in: project.number) == nil)
        },
    ]
}
