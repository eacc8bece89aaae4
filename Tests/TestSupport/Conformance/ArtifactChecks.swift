package import Domain
package import Storage
import Testing

extension StoreFixture {
    func artifact(
        _ branch: String = "main", name: String = "main", hash: String = "abc",
        request: BaselineRequest = BaselineRequest(), isFork: Bool = false, pullRequest: Int64? = nil,
        in project: Project
    ) async throws -> Artifact {
        let build = Artifact.Build(
            branch: branch, name: name, hash: hash, commitMessage: "why", author: "ada",
            buildKey: "builds/\(project.number)/x.tar", isFork: isFork, pullRequest: pullRequest)
        return try await store.createArtifact(build, baseline: request, in: project.number, at: now, once: nil).value
    }

    func analyze(_ outcome: ArtifactOutcome = .passed(.sample, duration: .milliseconds(12))) async throws {
        let claimed = try #require(
            try await store.claimArtifact(at: now, leaseUntil: now + .seconds(60)), "no artifact is pending")
        #expect(try await store.finish(claimed.lease, outcome, event: { _, _ in .finished }, at: now) != nil)
    }

    @discardableResult
    package func passed(
        _ branch: String, name: String = "main", hash: String = "abc", request: BaselineRequest = BaselineRequest(),
        isFork: Bool = false, pullRequest: Int64? = nil, in project: Project
    ) async throws -> Artifact {
        let artifact = try await artifact(
            branch, name: name, hash: hash, request: request, isFork: isFork, pullRequest: pullRequest, in: project)
        try await analyze()
        return artifact
    }
}

extension EventBody {
    static let finished = EventBody(eventType: .bundleFinished, payload: #"{"a":1}"#.utf8)
}

extension Artifact.Result {
    static let sample = Artifact.Result(
        score: 57, size: Artifact.Size(raw: 3, gzip: 2, brotli: 1),
        entryPoints: [
            Artifact.EntryPoint(
                name: "é/main", size: Artifact.Size(raw: 3, gzip: 2, brotli: 1),
                initialSize: Artifact.Size(raw: 1, gzip: 1, brotli: 1), score: 99)
        ],
        warnings: [
            RecordedMessage(english: "one", coded: #"{"one":{"name":"é \"x\""}}"#), RecordedMessage(english: "two"),
        ], reportKey: "artifacts/1/r.json", contentKey: "artifacts/1/c.json", importsKey: "artifacts/1/i.json",
        analysisVersion: 3)
}

extension StoreCheck {
    static let artifacts: [StoreCheck] = [
        StoreCheck("artifacts count up per project, pending until they are analyzed") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let first = try await fixture.artifact(in: project)
            let second = try await fixture.artifact(in: project)
            let foreign = try await fixture.artifact(in: other)
            #expect([first.id, second.id, foreign.id] == [1, 2, 1])
            #expect(first.status == .pending && first.result == nil && first.baselineID == nil)
            #expect(try await fixture.store.artifact(1, in: project.number) == first)
            #expect(try await fixture.store.artifact(3, in: project.number) == nil)
            #expect(try await fixture.store.counts(at: fixture.now).pendingArtifacts == 3)
        },
        StoreCheck("artifacts are listed newest first, by branch, name and hash, a page at a time") { fixture in
            let project = try await fixture.project()
            for (branch, name, hash) in [("a", "x", "1"), ("b", "x", "2"), ("a", "y", "2")] {
                _ = try await fixture.artifact(branch, name: name, hash: hash, in: project)
            }
            func ids(_ filter: ArtifactFilter, _ before: Artifact.ID? = nil, _ limit: Int = 9) async throws -> [Int64] {
                try await fixture.store.artifacts(in: project.number, matching: filter, before: before, limit: limit)
                    .map(\.id)
            }
            #expect(try await ids(ArtifactFilter()) == [3, 2, 1])
            #expect(try await ids(ArtifactFilter(), 3, 1) == [2])
            #expect(try await ids(ArtifactFilter(branch: "a")) == [3, 1])
            #expect(try await ids(ArtifactFilter(name: "x")) == [2, 1])
            #expect(try await ids(ArtifactFilter(hash: "2")) == [3, 2])
            #expect(try await ids(ArtifactFilter(branch: "a", name: "x", hash: "1")) == [1])
        },
    ]

    static let analysis: [StoreCheck] = [
        StoreCheck("the oldest pending artifact is claimed, and only once") { fixture in
            let project = try await fixture.project()
            for _ in 0..<2 { _ = try await fixture.artifact(in: project) }
            let until = fixture.now + .seconds(60)
            let first = try #require(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: until))
            #expect(first.artifact.id == 1 && first.artifact.status == .running && first.tries == 0)
            #expect(first.project == project && first.artifact.build.author == "ada")
            #expect(try await fixture.store.artifact(1, in: project.number)?.status == .running)
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: until)?.artifact.id == 2)
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: until) == nil)
        },
        StoreCheck("a passed artifact keeps its result and raises its event in the same breath") { fixture in
            let project = try await fixture.project(baseline: "main")
            let webhook = try await fixture.webhook(in: project)
            try await fixture.passed("main", in: project)
            _ = try await fixture.artifact("feature", in: project)
            let claimed = try #require(
                try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now + .seconds(60)))
            let held = try await fixture.store.finish(
                claimed.lease, .passed(.sample, duration: .milliseconds(12)),
                event: { artifact, baseline in
                    EventBody(
                        eventType: .bundleFinished,
                        payload: "[\(artifact.id),\(baseline?.id ?? 0),\(artifact.result?.score ?? 0)]".utf8)
                }, at: fixture.now)
            #expect(held == RecordedAnalysis(replacedBlobs: []))
            let artifact = try #require(try await fixture.store.artifact(2, in: project.number))
            #expect(artifact.status == .passed && artifact.result == .sample && artifact.duration == .milliseconds(12))
            let delivery = try #require(try await fixture.deliveries(in: project).max { $0.event < $1.event })
            #expect(delivery.webhook == webhook.id && delivery.eventType == .bundleFinished)
            let body = try #require(try await fixture.store.body(of: delivery.event))
            #expect(Array(body.payload(of: .bundleFinished)) == Array("[2,1,57]".utf8))
        },
        StoreCheck("a failed artifact says why and has no result") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.artifact(in: project)
            let reason = RecordedMessage(english: "No stats were found.", coded: #"{"noStats":{"name":"é"}}"#)
            try await fixture.analyze(.failed(reason: reason, duration: .milliseconds(3)))
            let artifact = try #require(try await fixture.store.artifact(1, in: project.number))
            #expect(artifact.status == .failed && artifact.failure == reason)
            #expect(artifact.result == nil && artifact.duration == .milliseconds(3))
        },
        StoreCheck("a failure that was recorded without a code is read without one") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.artifact(in: project)
            try await fixture.analyze(
                .failed(reason: RecordedMessage(english: "Old words."), duration: .milliseconds(3)))
            let artifact = try #require(try await fixture.store.artifact(1, in: project.number))
            #expect(artifact.failure == RecordedMessage(english: "Old words."))
        },
        StoreCheck("a lost lease ends nothing, raises nothing and cannot be renewed") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.artifact(in: project)
            let until = fixture.now + .seconds(60)
            let lost = try #require(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: until))
            #expect(try await fixture.store.renew(lost.lease, until: until + .seconds(60)))
            #expect(try await fixture.store.rescueArtifacts(at: until + .seconds(30)) == 0)
            #expect(try await fixture.store.rescueArtifacts(at: until + .seconds(61)) == 1)
            #expect(try await fixture.store.artifact(1, in: project.number)?.status == .pending)
            let again = try #require(try await fixture.store.claimArtifact(at: until, leaseUntil: until))
            #expect(again.tries == 1)
            #expect(try await fixture.store.renew(lost.lease, until: until) == false)
            let ended = try await fixture.store.finish(
                lost.lease, .failed(reason: RecordedMessage(english: "late"), duration: .milliseconds(1)),
                event: { _, _ in .finished }, at: fixture.now)
            #expect(ended == nil)
            #expect(try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9).isEmpty)
        },
        StoreCheck("a lease that is given back does not count as a try") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.artifact(in: project)
            let first = try #require(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now))
            try await fixture.store.release(first.lease, at: fixture.now)
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now)?.tries == 0)
        },
        StoreCheck("whoever waits is told of an upload, and of a rest that a claim leaves") { fixture in
            let project = try await fixture.project()
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now) == nil)
            for _ in 0..<2 { _ = try await fixture.artifact(in: project) }
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now) != nil)
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now) != nil)
        },
        StoreCheck("the artifacts of a deleted project are not analyzed, and end without an event") { fixture in
            let project = try await fixture.project()
            for _ in 0..<2 { _ = try await fixture.artifact(in: project) }
            let claimed = try #require(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now))
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(try await fixture.store.claimArtifact(at: fixture.now, leaseUntil: fixture.now) == nil)
            _ = try await fixture.store.finish(
                claimed.lease, .passed(.sample, duration: .milliseconds(1)), event: { _, _ in .finished },
                at: fixture.now)
            #expect(try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 9).isEmpty)
        },
    ]
}
