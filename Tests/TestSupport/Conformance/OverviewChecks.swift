import Domain
import Storage
import Testing

extension StoreCheck {
    /// Uploads a build and ends its analysis.
    private static func build(
        _ bed: StoreBed, in project: Project, branch: String = "main", name: String = "main", passes: Bool = true
    ) async throws -> Artifact {
        let build = Artifact.Build(
            branch: branch, name: name, hash: "abc", commitMessage: nil, author: nil, buildKey: "builds/1/x.tar")
        let artifact = try await bed.store.createArtifact(
            build, baseline: BaselineWish(), in: project.number, at: bed.now, once: nil
        ).value
        let claimed = try #require(
            try await bed.store.claimArtifact(at: bed.now, leaseUntil: bed.now.adding(seconds: 60)))
        let size = Artifact.Size(raw: 3, gzip: 2, brotli: 1)
        let result = Artifact.Result(
            score: 90, size: size, entryPoints: [], warnings: [], reportKey: "r", contentKey: "c", analysisVersion: 1)
        let outcome = passes ? ArtifactOutcome.passed(result, duration: 5) : .failed(reason: "No stats.", duration: 5)
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await bed.store.finish(claimed.lease, outcome, event: { _, _ in body }, at: bed.now)
        return try #require(try await bed.store.artifact(artifact.id, in: project.number))
    }

    static let overviews: [StoreCheck] = [
        StoreCheck("an overview has the newest artifact, the newest that passed, and the one before of its kind") {
            bed in
            let project = try await bed.project()
            #expect(
                try await bed.store.overviews(of: [project.number])[project.number]
                    == ProjectOverview(last: nil, passed: nil, before: nil, failingWebhooks: 0, disabledWebhooks: 0))
            let first = try await build(bed, in: project)
            _ = try await build(bed, in: project, branch: "other")
            let second = try await build(bed, in: project)
            let last = try await build(bed, in: project, passes: false)
            let webhook = try await bed.webhook(in: project)
            try await bed.disable(webhook, in: project)
            let overview = try #require(
                try await bed.store.overviews(of: [project.number, project.number])[project.number])
            #expect(overview.last == last && overview.passed == second && overview.before == first)
            #expect(overview.disabledWebhooks == 1 && overview.failingWebhooks == 0)
        },
        StoreCheck("the history holds what passed, by branch and name, newest first") { bed in
            let project = try await bed.project()
            let a = try await build(bed, in: project, branch: "a", name: "x")
            let b = try await build(bed, in: project, branch: "b", name: "x")
            let c = try await build(bed, in: project, branch: "b", name: "y")
            _ = try await build(bed, in: project, branch: "b", name: "y", passes: false)
            func history(_ branch: String?, _ name: String?, _ limit: Int = 9) async throws -> [Artifact] {
                try await bed.store.history(in: project.number, branch: branch, name: name, limit: limit)
            }
            #expect(try await history(nil, nil) == [c, b, a])
            #expect(try await history("b", nil) == [c, b])
            #expect(try await history("b", "x") == [b])
            #expect(try await history(nil, nil, 1) == [c])
            #expect(try await bed.store.branches(in: project.number, limit: 9) == ["a", "b"])
            #expect(try await bed.store.branches(in: project.number, limit: 1) == ["a"])
            #expect(try await bed.store.artifactNames(in: project.number, limit: 9) == ["x", "y"])
        },
        StoreCheck("an artifact that ended knows the event that told of it") { bed in
            let project = try await bed.project()
            let artifact = try await build(bed, in: project)
            let event = try await bed.store.event(ofArtifact: artifact.id, in: project.number)
            #expect(event?.eventType == .bundleFinished)
            #expect(try await bed.store.event(ofArtifact: artifact.id + 1, in: project.number) == nil)
        },
    ]
}
