import Domain
import Storage
import Testing

extension StoreFixture {
    /// Requests a new analysis of an artifact.
    @discardableResult
    func analyzeAgain(_ id: Artifact.ID = 1, in project: Project, raisesEvent: Bool = false) async throws -> Artifact {
        try await store.analyzeAgain(id, in: project.number, raisesEvent: raisesEvent, at: now, once: nil).value
    }

    func claimArtifact(leaseUntil: Timestamp? = nil) async throws -> ClaimedArtifact? {
        try await store.claimArtifact(at: now, leaseUntil: leaseUntil ?? now + .seconds(60))
    }

    /// Ends the analysis whose turn it is.
    fileprivate func end(_ outcome: ArtifactOutcome) async throws -> RecordedAnalysis? {
        let claimed = try #require(try await claimArtifact(), "no artifact is pending")
        return try await store.finish(claimed.lease, outcome, event: { _, _ in .finished }, at: now)
    }

    fileprivate func stored(_ id: Artifact.ID = 1, in project: Project) async throws -> Artifact {
        try #require(try await store.artifact(id, in: project.number))
    }

    fileprivate func raisedCount(in project: Project) async throws -> Int {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 9).count
    }
}

extension Artifact.Result {
    /// What a later version of the analysis found.
    fileprivate static let later: Artifact.Result = {
        var later = sample
        (later.score, later.reportKey, later.contentKey) = (80, "artifacts/1/r2.json", "artifacts/1/c2.json")
        later.importsKey = nil
        later.analysisVersion = 4
        return later
    }()
}

extension ArtifactOutcome {
    fileprivate static let later = passed(.later, duration: .milliseconds(20), reportBytes: 7)
    fileprivate static let broken = failed(reason: .reason, duration: .milliseconds(3))
}

extension RecordedMessage {
    fileprivate static let reason = RecordedMessage(english: "It took too long.", coded: #"{"long":{"name":"é"}}"#)
}

extension StoreCheck {
    static let reanalysis: [StoreCheck] = [
        StoreCheck("an artifact that is analyzed again keeps its result, also as a baseline, until that is replaced") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", in: project)
            let queued = try await fixture.analyzeAgain(in: project)
            #expect(queued.status == .passed && queued.result == .sample && queued.reanalysis == .pending)
            #expect(try await fixture.stored(in: project) == queued)
            #expect(try await fixture.store.counts(at: fixture.now).pendingArtifacts == 1)
            let claimed = try #require(try await fixture.claimArtifact())
            #expect(claimed.artifact.reanalysis == .running && claimed.tries == 0)
            #expect(try await fixture.stored(in: project) == claimed.artifact)
            #expect(try await fixture.artifact("feature", in: project).baselineID == 1)
            let shown = try await fixture.store.overviews(of: [project.number])[project.number]?.passed
            #expect(shown?.reanalysis == .running)
            let recorded = try await fixture.store.finish(
                claimed.lease, .later, event: { _, _ in .finished }, at: fixture.now)
            #expect(recorded?.replacedBlobs == ["artifacts/1/r.json", "artifacts/1/c.json", "artifacts/1/i.json"])
            let ended = try await fixture.stored(in: project)
            #expect(ended.status == .passed && ended.result == .later && ended.reanalysis == nil)
            #expect(ended.duration == .milliseconds(20))
            #expect(try await fixture.store.storedBytes(in: project.number) == 7)
            #expect(try await fixture.store.counts(at: fixture.now).pendingArtifacts == 1)
        },
        StoreCheck("a new analysis that fails leaves the result, and says why until the next one") { fixture in
            let project = try await fixture.project()
            let before = try await fixture.passed("main", in: project)
            try await fixture.analyzeAgain(in: project, raisesEvent: true)
            #expect(try await fixture.end(.broken)?.replacedBlobs == [])
            let ended = try await fixture.stored(in: project)
            #expect(ended.status == .passed && ended.result == .sample && ended.failure == nil)
            #expect(ended.duration == .milliseconds(12) && ended.id == before.id)
            #expect(ended.reanalysis == .failed(.reason))
            #expect(try await fixture.raisedCount(in: project) == 1)
            #expect(try await fixture.claimArtifact() == nil)
            try await fixture.analyzeAgain(in: project)
            #expect(try await fixture.stored(in: project).reanalysis == .pending)
            _ = try await fixture.end(.later)
            #expect(try await fixture.stored(in: project).reanalysis == nil)
        },
        StoreCheck("a failed artifact becomes what the new analysis says") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.artifact(in: project)
            let first = RecordedMessage(english: "Broken.")
            try await fixture.analyze(.failed(reason: first, duration: .milliseconds(1)))
            let queued = try await fixture.analyzeAgain(in: project)
            #expect(queued.status == .failed && queued.failure == first && queued.reanalysis == .pending)
            #expect(try await fixture.end(.broken)?.replacedBlobs == [])
            var ended = try await fixture.stored(in: project)
            #expect(ended.status == .failed && ended.failure == .reason && ended.reanalysis == nil)
            try await fixture.analyzeAgain(in: project)
            #expect(try await fixture.end(.later)?.replacedBlobs == [])
            ended = try await fixture.stored(in: project)
            #expect(ended.status == .passed && ended.result == .later && ended.failure == nil)
            #expect(ended.reanalysis == nil)
        },
        StoreCheck("a new analysis raises an event only if that was asked for") { fixture in
            let project = try await fixture.project()
            try await fixture.passed("main", in: project)
            let first = try #require(try await fixture.store.event(ofArtifact: 1, in: project.number))
            try await fixture.analyzeAgain(in: project)
            _ = try await fixture.end(.later)
            #expect(try await fixture.raisedCount(in: project) == 1)
            #expect(try await fixture.store.event(ofArtifact: 1, in: project.number)?.id == first.id)
            try await fixture.analyzeAgain(in: project, raisesEvent: true)
            _ = try await fixture.end(.later)
            #expect(try await fixture.raisedCount(in: project) == 2)
            #expect(try await fixture.store.event(ofArtifact: 1, in: project.number)?.id != first.id)
            try await fixture.analyzeAgain(in: project)
            _ = try await fixture.end(.later)
            #expect(try await fixture.raisedCount(in: project) == 2)
        },
        StoreCheck("what is being analyzed, or waits for it, cannot be analyzed again, nor what does not exist") {
            fixture in
            let project = try await fixture.project()
            func refused(_ id: Artifact.ID = 1) async throws -> StoreError? {
                try await refusal { try await fixture.analyzeAgain(id, in: project) }
            }
            #expect(try await refused() == .notFound)
            _ = try await fixture.artifact(in: project)
            #expect(try await refused() == .conflict(.artifactBeingAnalyzed))
            let first = try #require(try await fixture.claimArtifact())
            #expect(try await refused() == .conflict(.artifactBeingAnalyzed))
            _ = try await fixture.store.finish(first.lease, .later, event: { _, _ in .finished }, at: fixture.now)
            try await fixture.analyzeAgain(in: project)
            #expect(try await refused() == .conflict(.artifactBeingAnalyzed))
            _ = try await fixture.claimArtifact()
            #expect(try await refused() == .conflict(.artifactBeingAnalyzed))
        },
        StoreCheck("a new analysis survives a lost lease and a returned one, as a first analysis does") { fixture in
            let project = try await fixture.project()
            try await fixture.passed("main", in: project)
            try await fixture.analyzeAgain(in: project)
            let until = fixture.now + .seconds(60)
            let lost = try #require(try await fixture.claimArtifact())
            #expect(try await fixture.claimArtifact() == nil)
            #expect(try await fixture.store.renew(lost.lease, until: until + .seconds(60)))
            #expect(try await fixture.store.rescueArtifacts(at: until + .seconds(30)) == 0)
            #expect(try await fixture.store.rescueArtifacts(at: until + .seconds(61)) == 1)
            #expect(try await fixture.stored(in: project).reanalysis == .pending)
            let again = try #require(try await fixture.claimArtifact())
            #expect(again.tries == 1)
            #expect(try await fixture.store.renew(lost.lease, until: until) == false)
            let ended = try await fixture.store.finish(
                lost.lease, .later, event: { _, _ in .finished }, at: fixture.now)
            #expect(ended == nil)
            try await fixture.store.release(again.lease, at: fixture.now)
            #expect(try await fixture.claimArtifact()?.tries == 1)
            let kept = try await fixture.stored(in: project)
            #expect(kept.status == .passed && kept.result == .sample)
        },
        StoreCheck("an uploaded build goes before what waits for a new analysis") { fixture in
            let project = try await fixture.project()
            for _ in 0..<2 { try await fixture.passed("main", in: project) }
            for id in [2, 1] as [Artifact.ID] { try await fixture.analyzeAgain(id, in: project) }
            _ = try await fixture.artifact(in: project)
            var claimed: [Artifact.ID] = []
            while let next = try await fixture.claimArtifact() { claimed.append(next.artifact.id) }
            #expect(claimed == [3, 1, 2])
        },
        StoreCheck("whoever waits is told of a new analysis; that of a deleted project is not begun") { fixture in
            let project = try await fixture.project()
            try await fixture.passed("main", in: project)
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.claimArtifact() == nil)
            try await fixture.analyzeAgain(in: project)
            await fixture.store.waitForArtifacts()
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(try await fixture.claimArtifact() == nil)
        },
        StoreCheck("an old artifact stays while it is analyzed again") { fixture in
            let project = try await fixture.project()
            for _ in 0..<3 { try await fixture.passed("main", in: project) }
            try await fixture.analyzeAgain(1, in: project)
            try await fixture.analyzeAgain(2, in: project)
            _ = try await fixture.claimArtifact()
            func prune() async throws -> Int {
                let pruned = try await fixture.store.pruneArtifacts(
                    before: fixture.now + .seconds(60), keeping: 1_000, from: project.number, limit: 10)
                return pruned.blobKeys.count
            }
            #expect(try await prune() == 0)
            _ = try await fixture.end(.broken)
            #expect(try await prune() == 4)
            #expect(try await fixture.store.artifact(2, in: project.number) == nil)
        },
        StoreCheck("the same request for a new analysis gets the same response, also while that is under way") {
            fixture in
            let project = try await fixture.project()
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            try await fixture.passed("main", in: project)
            let key = IdempotencyKey(account: account.id, method: "POST", path: "/a", key: "k", bodyHash: [1])
            let once = Once<Artifact>(key: key) { StoredAnswer(status: 202, body: Array("\($0.id)".utf8)) }
            func request() async throws -> Reply<Artifact> {
                try await fixture.store.analyzeAgain(
                    1, in: project.number, raisesEvent: false, at: fixture.now, once: once)
            }
            #expect(try await request().value.reanalysis == .pending)
            guard case .repeated(let answer) = try await request() else {
                Issue.record("The request was performed twice.")
                return
            }
            #expect(answer == StoredAnswer(status: 202, body: Array("1".utf8)))
        },
    ]
}
