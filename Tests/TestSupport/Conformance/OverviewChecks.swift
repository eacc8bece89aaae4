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
