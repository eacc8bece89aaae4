import BundleAnalysis
import Domain
import Localization
import Storage
import TestSupport
import Testing

@testable import Analysis

@Suite("Analyzing an artifact again")
struct ReanalysisTests {
    @Test("A new analysis replaces the result and deletes the old files; there is no second event unless requested")
    func passes() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let first = try await fixture.ended(try await fixture.upload(try fixture.archive(["main.js": "1"])))
            let old = try #require(first.result)
            let second = try await fixture.analyzedAgain(first)
            let new = try #require(second.result)
            #expect(second.status == .passed && second.reanalysis == nil && new.score == old.score)
            #expect(new.reportKey != old.reportKey && new.contentKey != old.contentKey)
            for key in [new.reportKey, new.contentKey] { #expect(try await fixture.blobs.size(key) != nil) }
            try await fixture.until { try await fixture.blobs.size(old.reportKey) == nil }
            try await fixture.until { try await fixture.blobs.size(old.contentKey) == nil }
            #expect(try await fixture.events().count == 1)
            _ = try await fixture.analyzedAgain(second, raisesEvent: true)
            let events = try await fixture.events()
            #expect(events.count == 2 && events.allSatisfy { $0.eventType == .bundleFinished })
            let body = String(decoding: try #require(events.first).body.bytes, as: UTF8.self)
            #expect(body.contains(#""status":"Passed""#) && !body.contains("reanalysis"))
        }
    }

    @Test("If the new analysis fails, the result and its files stay, and the artifact says why")
    func fails() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let first = try await fixture.ended(try await fixture.upload(try fixture.archive(["main.js": "1"])))
            try await fixture.blobs.write(first.build.buildKey, bytes: [])
            let second = try await fixture.analyzedAgain(first, raisesEvent: true)
            #expect(second.status == .passed && second.result == first.result && second.failure == nil)
            #expect(
                second.reanalysis
                    == .failed(try .recorded(.build(problem: .archive(problem: .empty)))))
            #expect(try await fixture.blobs.size(try #require(first.result).reportKey) != nil)
            #expect(try await fixture.events().count == 1)
        }
    }

    @Test("A failed build that can be analyzed by now passes")
    func repaired() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let first = try await fixture.ended(try await fixture.upload([]))
            #expect(first.status == .failed)
            try await fixture.blobs.write(first.build.buildKey, bytes: try fixture.archive(["main.js": "1"]))
            let second = try await fixture.analyzedAgain(first)
            #expect(second.status == .passed && second.failure == nil && second.reanalysis == nil)
        }
    }

    @Test("A new analysis that its server died of is taken up again, and given up after three tries")
    func takenUpAgain() async throws {
        try await AnalysisWorkerFixture.with(startsNow: false) { fixture in
            let first = try await fixture.upload(try fixture.archive(["main.js": "1"]))
            let analyzing = Task { try await fixture.worker.run() }
            let passed = try await fixture.ended(first)
            analyzing.cancel()
            _ = await analyzing.result
            try await fixture.requestAgain(passed)
            for _ in 1...AnalysisWorker.maximumTries {
                let now = fixture.time.now()
                let claimed = try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60))
                #expect(claimed?.artifact.reanalysis == .running)
                fixture.time.advance(seconds: 61)
                #expect(try await fixture.store.rescueArtifacts(at: fixture.time.now()) == 1)
            }
            let running = Task { try await fixture.worker.run() }
            let ended = try await fixture.endedAgain(passed)
            running.cancel()
            #expect(ended.status == .passed && ended.result == passed.result)
            #expect(ended.reanalysis == .failed(try .recorded(.analysis(problem: .gaveUp(tries: 3)))))
        }
    }
}

extension AnalysisWorkerFixture {
    func requestAgain(_ artifact: Artifact, raisesEvent: Bool = false) async throws {
        _ = try await store.analyzeAgain(
            artifact.id, in: project.number, raisesEvent: raisesEvent, at: time.now(), once: nil)
    }

    func analyzedAgain(_ artifact: Artifact, raisesEvent: Bool = false) async throws -> Artifact {
        try await requestAgain(artifact, raisesEvent: raisesEvent)
        return try await endedAgain(artifact)
    }

    /// The artifact once its new analysis has ended.
    func endedAgain(_ artifact: Artifact) async throws -> Artifact {
        try await until { try await store.artifact(artifact.id, in: project.number)?.isBeingAnalyzed == false }
        return try #require(try await store.artifact(artifact.id, in: project.number))
    }

    /// Waits, for a bounded time.
    func until(_ isReached: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !isReached() {
            guard ContinuousClock.now < deadline else { throw NothingHappened() }
            await Pause.beforeNextLook()
        }
    }
}
