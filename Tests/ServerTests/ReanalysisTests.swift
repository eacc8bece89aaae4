import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Requesting a new analysis")
struct ReanalysisTests {
    private static let path = "projects/shop/artifacts/1/analysis"

    @Test("It is accepted with the artifact, which keeps its result, and is repeated only with its key")
    func accepted() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedArtifact(version: 1)
            let first = try await fixture.post(Self.path, "{}", key: "k")
            #expect(first.status == 202, "\(first.text)")
            #expect(first["id"]?.int == 1 && first["status"]?.string == "Passed" && first["score"]?.int == 90)
            #expect(first["reanalysis"]?["status"]?.string == "Pending")
            #expect(first["reanalysis"]?["failedReason"] == .null)
            let shown = try await fixture.get("projects/shop/artifacts/1", as: "ron")
            #expect(shown.json == first.json)
            #expect(try await fixture.get("projects/shop/artifacts/1/report", as: "ron").status == 200)
            #expect(try await fixture.post(Self.path, "{}", key: "k").text == first.text)
            let second = try await fixture.send(.post, Self.path)
            #expect(second.status == 409)
            #expect(second.detail.hasPrefix("The artifact is being analyzed, or waits for its turn."))
        }
    }

    @Test("An upload that is not analyzed yet is a 409, an artifact that does not exist a 404, a wrong field a 422")
    func refused() async throws {
        try await ServerFixture.with { fixture in
            #expect(try await fixture.send(.post, Self.path).status == 404)
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            #expect(try await fixture.send(.post, Self.path).status == 409)
            let answer = try await fixture.post(Self.path, #"{"raiseEvent":1}"#)
            #expect(answer.status == 422 && answer.faults == ["raiseEvent"])
        }
    }

    @Test("If the build is no longer stored, that is a 409 that says what to do")
    func buildGone() async throws {
        try await ServerFixture.with { fixture in
            let artifact = try await fixture.analyzedArtifact(version: 1)
            try await fixture.blobs.delete(artifact.build.buildKey)
            let answer = try await fixture.send(.post, Self.path)
            #expect(answer.status == 409)
            #expect(
                answer.detail
                    == "The artifact's build is no longer stored, so it cannot be analyzed again. Upload it again.")
        }
    }

    @Test(
        "A failed one is explained in the artifact, and an event is raised only on request", arguments: [true, false])
    func failed(raisesEvent: Bool) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedArtifact(version: 1)
            #expect(try await fixture.send(.post, Self.path).status == 202)
            try await fixture.endAnalysis(.failed(reason: .init(english: "Too slow."), duration: .seconds(1)))
            let shown = try await fixture.get("projects/shop/artifacts/1")
            #expect(shown["status"]?.string == "Passed" && shown["failedReason"] == .null)
            #expect(shown["reanalysis"]?["status"]?.string == "Failed")
            #expect(shown["reanalysis"]?["failedReason"]?.string == "Too slow.")
            let again = try await fixture.post(Self.path, #"{"raiseEvent":\#(raisesEvent)}"#)
            #expect(again.status == 202 && again["reanalysis"]?["failedReason"] == .null)
            try await fixture.endAnalysis(.passed(.of(version: 2), duration: .seconds(1)))
            let ended = try await fixture.get("projects/shop/artifacts/1")
            #expect(ended["analysisVersion"]?.int == 2 && ended["reanalysis"] == .null)
            let events = try await fixture.get("projects/shop/events")["items"]?.items.count
            #expect(events == (raisesEvent ? 2 : 1))
        }
    }
}

extension Artifact.Result {
    static func of(version: Int) -> Artifact.Result {
        Artifact.Result(
            score: 90, size: .init(raw: 3, gzip: 2, brotli: 1), entryPoints: [], warnings: [], reportKey: "reports/1",
            contentKey: "contents/1", analysisVersion: version)
    }
}

extension ServerFixture {
    /// An artifact of `shop` that passed, with a stored build and report.
    @discardableResult
    func analyzedArtifact(version: Int) async throws -> Artifact {
        _ = try await send(.post, Self.upload, bytes: [1])
        try await blobs.write("reports/1", bytes: Array(#"{"entryPoints":[],"assets":[]}"#.utf8))
        try await endAnalysis(.passed(.of(version: version), duration: .milliseconds(5)))
        let shop = try #require(try await store.project("shop"))
        return try #require(try await store.artifact(1, in: shop.number))
    }

    /// Ends the analysis whose turn it is.
    func endAnalysis(_ outcome: ArtifactOutcome) async throws {
        let now = time.now()
        let claimed = try #require(try await store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        let event = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        #expect(try await store.finish(claimed.lease, outcome, event: { _, _ in event }, at: now) != nil)
    }
}
