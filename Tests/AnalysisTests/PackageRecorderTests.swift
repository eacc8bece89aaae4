import Domain
import Logging
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Analysis

@Suite("Packages of artifacts that an earlier version analyzed")
struct PackageRecorderTests {
    private static let report = """
        {"score":1,"entryPoints":[],"assets":[{"ref":1,"name":"a.js","size":{"raw":9,"gzip":5,"brotli":4},"packageRefs":[
        {"ref":1,"size":{"raw":6,"gzip":4,"brotli":3}}]}],
        "packages":[{"ref":1,"name":"lodash","path":"node_modules/lodash","version":"4.17.21"}]}
        """

    /// An artifact that passed, whose packages are not recorded; its report has this text, or is gone.
    private static func add(_ report: String?, number: Int, in project: Project, _ tested: TestedStore) async throws {
        let now = ManualTime().now()
        let key = "reports/\(number)"
        if let report { try await tested.blobs.write(key, bytes: Array(report.utf8)) }
        let build = Artifact.Build(
            branch: "main", name: "main", hash: "abc", commitMessage: nil, author: nil, buildKey: "b/\(number)")
        _ = try await tested.store.createArtifact(
            build, baseline: BaselineRequest(), in: project.number, at: now, once: nil)
        let claimed = try #require(try await tested.store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        let result = Artifact.Result(
            score: 1, size: .init(raw: 9, gzip: 5, brotli: 4), entryPoints: [], warnings: [], reportKey: key,
            contentKey: "c", analysisVersion: 1)
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        _ = try await tested.store.finish(
            claimed.lease, .passed(result, duration: .zero), event: { _, _ in body }, at: now)
    }

    @Test("They are read from the stored reports; a report that is gone or says nothing is not read again")
    func recorded() async throws {
        try await TestedStore.with { tested in
            let store = tested.store
            let new = NewProject(id: "shop", host: .github, namespace: "acme", name: "shop")
            guard case .done(let project) = try await store.createProject(new, at: ManualTime().now(), once: nil) else {
                return
            }
            for (number, report) in [Self.report, "{}", nil].enumerated() {
                try await Self.add(report, number: number, in: project, tested)
            }
            let recorder = PackageRecorder(
                store: store, blobs: tested.blobs, time: ManualTime(), logger: Logger(label: "test"))
            var found = 0
            while let artifact = try await store.unlistedArtifact(before: nil), found < 9 {
                try await recorder.record(artifact)
                found += 1
            }
            let builds = try await store.builds(
                in: project.number, matching: HistoryFilter(package: "lodash"), before: nil, limit: 9)
            #expect(found == 3 && builds.map(\.packageTotal) == [nil, nil, 1])
            let size = Artifact.Size(raw: 6, gzip: 4, brotli: 3)
            #expect(
                builds.last?.package
                    == ArtifactPackage(name: "lodash", versions: ["4.17.21"], copies: 1, size: size))
        }
    }

    @Test("The service records one after the other, newest first, and ends when it is told to")
    func service() async throws {
        try await TestedStore.with { tested in
            let store = tested.store
            let new = NewProject(id: "shop", host: .github, namespace: "acme", name: "shop")
            guard case .done(let project) = try await store.createProject(new, at: ManualTime().now(), once: nil) else {
                return
            }
            for number in 0..<2 { try await Self.add(Self.report, number: number, in: project, tested) }
            let time = ManualTime()
            let recorder = PackageRecorder(
                store: store, blobs: tested.blobs, time: time, logger: Logger(label: "test"))
            let running = Task { try await recorder.run() }
            func totals() async throws -> [Int?] {
                try await store.builds(in: project.number, matching: HistoryFilter(), before: nil, limit: 9)
                    .map(\.packageTotal)
            }
            // It sleeps after each artifact.
            await time.sleepers(1)
            #expect(try await totals() == [1, nil])
            time.advance(seconds: 1)
            await time.sleepers(1)
            #expect(try await totals() == [1, 1])
            running.cancel()
            _ = await running.result
        }
    }
}
