import BundleAnalysis
import Domain
import Foundation
import Localization
import Logging
import ServiceLifecycle
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@testable import Analysis

@Suite("The worker")
struct AnalysisWorkerTests {
    @Test("An uploaded build passes, and its event goes to the webhook in the same transaction")
    func passes() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let artifact = try await fixture.upload(try fixture.archive(["main.js": "console.log('hello')\n"]))
            let ended = try await fixture.ended(artifact)
            #expect(ended.status == .passed)
            #expect(ended.result?.score == 100)
            #expect(ended.result?.size.raw == 21)
            #expect(ended.result?.analysisVersion == BundleAnalysis.analysisVersion)
            let report = try await fixture.blobs.read(try #require(ended.result?.reportKey), offset: 0, count: 100_000)
            #expect(String(decoding: try #require(report), as: UTF8.self).contains("main.js"))
            #expect(
                String(decoding: try #require(report), as: UTF8.self).contains(
                    #""title":"Split large files that block the page""#))
            let event = try #require(try await fixture.events().first)
            let body = String(decoding: event.body.bytes, as: UTF8.self)
            #expect(event.eventType == .bundleFinished)
            #expect(body.contains(#""status":"Passed""#) && body.contains(#""score":100"#))
            #expect(
                ended.result?.warnings == [try RecordedMessage(AnalysisWarning.noStats(entryPoint: ShownName("all")))])
            #expect(body.contains("https://perfsee.example/api/v1/projects/perfsee/artifacts/1/report"))
        }
    }

    @Test("A build that cannot be analyzed fails with a reason, and that is an event too")
    func fails() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let ended = try await fixture.ended(try await fixture.upload([]))
            #expect(ended.status == .failed)
            #expect(ended.failure == (try .recorded(.build(problem: .archive(problem: .empty)))))
            let event = try #require(try await fixture.events().first)
            let body = String(decoding: event.body.bytes, as: UTF8.self)
            #expect(body.contains(#""status":"Failed""#))
            #expect(body.contains(#""failedReason":"The archive contains no files. Pack the build's output folder.""#))
        }
    }

    @Test("An analysis that its server died of is taken up again, and given up after three tries")
    func takenUpAgain() async throws {
        try await AnalysisWorkerFixture.with(startsNow: false) { fixture in
            let artifact = try await fixture.upload(try fixture.archive(["main.js": "1"]))
            for _ in 1...AnalysisWorker.maximumTries {
                let now = fixture.time.now()
                _ = try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60))
                fixture.time.advance(seconds: 61)
                #expect(try await fixture.store.rescueArtifacts(at: fixture.time.now()) == 1)
            }
            let running = Task { try await fixture.worker.run() }
            let ended = try await fixture.ended(artifact)
            running.cancel()
            #expect(ended.status == .failed)
            #expect(ended.failure == (try .recorded(.analysis(problem: .gaveUp(tries: 3)))))
        }
    }

    @Test("What was uploaded while no worker ran is analyzed when one starts")
    func survivesRestart() async throws {
        try await AnalysisWorkerFixture.with(startsNow: false) { fixture in
            let artifact = try await fixture.upload(try fixture.archive(["main.js": "1"]))
            let running = Task { try await fixture.worker.run() }
            #expect(try await fixture.ended(artifact).status == .passed)
            running.cancel()
        }
    }

    @Test("A build that unpacks to more than a server takes fails with a reason, and leaves nothing behind")
    func unpacksToTooMuch() async throws {
        var limits = ArchiveLimits.server(unpackedBytes: 2 << 30)
        limits.largeBytes = 1 << 20
        limits.ratioFloorBytes = 1 << 30
        try await AnalysisWorkerFixture.with(limits: limits) { fixture in
            let archive = try fixture.archive(["main.js": String(repeating: "a", count: 4 << 20)])
            let ended = try await fixture.ended(try await fixture.upload(archive))
            #expect(ended.status == .failed)
            let problem = AnalysisProblem.compression(file: .archive, problem: .ratio(limit: 100))
            #expect(ended.failure == (try .recorded(.build(problem: problem))))
            let event = try #require(try await fixture.events().first)
            #expect(String(decoding: event.body.bytes, as: UTF8.self).contains(#""status":"Failed""#))
            #expect(try fixture.leftovers.isEmpty)
        }
    }

    @Test("No build is begun while the disk is nearly full, and it is once there is room")
    func nearlyFull() async throws {
        let free = Mutex<Int64>(1)
        let disk = DiskWatch(folders: ["x"], floor: .bytes(2)) { _ in
            DiskSpace(free: free.withLock { $0 }, total: 100)
        }
        try await AnalysisWorkerFixture.with(startsNow: false, disk: disk) { fixture in
            let artifact = try await fixture.upload(try fixture.archive(["main.js": "1"]))
            let running = Task { try await fixture.worker.run() }
            await fixture.time.sleepers(1)
            #expect(try await fixture.store.artifact(artifact.id, in: fixture.project.number)?.status == .pending)
            free.withLock { $0 = 50 }
            fixture.time.advance(seconds: 30)
            #expect(try await fixture.ended(artifact).status == .passed)
            running.cancel()
        }
    }

    @Test("What an analysis stored counts for its project")
    func reportBytes() async throws {
        try await AnalysisWorkerFixture.with { fixture in
            let ended = try await fixture.ended(try await fixture.upload(try fixture.archive(["main.js": "1"])))
            let keys = [try #require(ended.result?.reportKey), try #require(ended.result?.contentKey)]
            var bytes: Int64 = 0
            for key in keys { bytes += try #require(try await fixture.blobs.size(key)) }
            #expect(try await fixture.store.storedBytes(in: fixture.project.number) == bytes && bytes > 0)
        }
    }

    @Test("A worker that is stopped gives back what it was analyzing")
    func stopped() async throws {
        try await AnalysisWorkerFixture.with(startsNow: false) { fixture in
            let artifact = try await fixture.upload(try fixture.archive(["main.js": "1"]))
            let blobs = EndlessBlobs(blobs: fixture.blobs)
            // A signal is set at first.
            await blobs.reading.wait()
            let running = Task { try await fixture.worker(reading: blobs).run() }
            await blobs.reading.wait()
            running.cancel()
            try await running.value
            let now = fixture.time.now()
            let claimed = try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60))
            #expect(claimed?.artifact.id == artifact.id)
        }
    }

    @Test("An archive that is gone fails with what to do about it")
    func archiveGone() async throws {
        try await AnalysisWorkerFixture.with(startsNow: false) { fixture in
            let artifact = try await fixture.upload([1])
            try await fixture.blobs.delete(artifact.build.buildKey)
            let running = Task { try await fixture.worker.run() }
            let failure = try await fixture.ended(artifact).failure
            #expect(failure == (try .recorded(.analysis(problem: .archiveGone))))
            running.cancel()
        }
    }
}

extension RecordedMessage {
    static func recorded(_ failure: ArtifactFailure) throws -> RecordedMessage { try RecordedMessage(failure) }
}

/// A worker with a store and blobs of its own.
struct AnalysisWorkerFixture: Sendable {
    struct NothingHappened: Error {}

    let folder: URL
    let store: any Store
    let blobs: any BlobStore
    let time: ManualTime
    let project: Project
    let worker: AnalysisWorker

    static func with(
        startsNow: Bool = true, limits: ArchiveLimits = .standard, disk: DiskWatch = .unwatched,
        _ body: (AnalysisWorkerFixture) async throws -> Void
    ) async throws {
        try await TestedStore.with { tested in
            let fixture = try await AnalysisWorkerFixture(tested, limits, disk)
            let running = startsNow ? Task { try await fixture.worker.run() } : nil
            defer { running?.cancel() }
            try await body(fixture)
            running?.cancel()
            _ = await running?.result
        }
    }

    private init(_ tested: TestedStore, _ limits: ArchiveLimits, _ disk: DiskWatch) async throws {
        folder = tested.folder
        store = tested.store
        blobs = tested.blobs
        time = ManualTime()
        let new = NewProject(id: "perfsee", host: .github, namespace: "perfsee", name: "perfsee")
        guard case .done(let project) = try await store.createProject(new, at: time.now(), once: nil) else {
            throw NothingHappened()
        }
        self.project = project
        worker = Self.worker(store, blobs, limits, in: folder, disk, time)
    }

    private static func worker(
        _ store: any Store, _ blobs: any BlobStore, _ limits: ArchiveLimits, in folder: URL, _ disk: DiskWatch,
        _ time: ManualTime
    ) -> AnalysisWorker {
        AnalysisWorker(
            store: store, blobs: blobs,
            analyzer: BundleAnalyzer(limits: limits, workFolder: folder.appending(path: "work")), disk: disk,
            publicURL: { "https://perfsee.example" }, width: 1, time: time, logger: Logger(label: "test"))
    }

    /// Another worker of the same store.
    func worker(reading blobs: any BlobStore) -> AnalysisWorker {
        Self.worker(store, blobs, .standard, in: folder, .unwatched, time)
    }

    /// The files as `BuildArchiver` packs them.
    func archive(_ files: [String: String]) throws -> [UInt8] {
        let source = folder.appending(path: "build-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: source.appending(path: name)) }
        let target = folder.appending(path: "\(UUID().uuidString).tar.gz")
        _ = try BuildArchiver().pack(source, to: target)
        return Array(try Data(contentsOf: target))
    }

    func upload(_ bytes: [UInt8]) async throws -> Artifact {
        let key = "builds/\(project.number)/\(UUID().uuidString).tar"
        try await blobs.write(key, bytes: bytes)
        let build = Artifact.Build(
            branch: "main", name: "main", hash: "abc", commitMessage: nil, author: nil, buildKey: key)
        let reply = try await store.createArtifact(
            build, baseline: BaselineRequest(), in: project.number, at: time.now(), once: nil)
        guard case .done(let artifact) = reply else { throw NothingHappened() }
        return artifact
    }

    /// The artifact once it has ended; the wait is bounded.
    func ended(_ artifact: Artifact) async throws -> Artifact {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if let now = try await store.artifact(artifact.id, in: project.number),
                now.status == .passed || now.status == .failed
            {
                return now
            }
            await Pause.beforeNextLook()
        }
        throw NothingHappened()
    }

    /// What analyses left in their folder.
    var leftovers: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "work").path) }
    }

    func events() async throws -> [Event] {
        try await store.events(in: project.number, eventType: nil, before: nil, limit: 10)
    }
}

/// Blobs of which no file is ever read to its end, unless the reader is canceled.
private struct EndlessBlobs: BlobStore {
    let blobs: any BlobStore
    let reading = Signal()

    func withFile<Value: Sendable>(
        _ key: String, _ body: (String) async throws -> Value
    ) async throws -> Value? {
        reading.set()
        let end = Signal()
        // A signal is set at first; after that, only the cancellation ends the wait.
        await end.wait()
        await end.wait()
        throw CancellationError()
    }

    func write(_ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable) async throws -> Int {
        try await blobs.write(key, chunks: chunks)
    }

    func write(_ key: String, bytes: [UInt8]) async throws { try await blobs.write(key, bytes: bytes) }

    func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]? {
        try await blobs.read(key, offset: offset, count: count)
    }

    func size(_ key: String) async throws -> Int64? { try await blobs.size(key) }

    func delete(_ key: String) async throws { try await blobs.delete(key) }
}
