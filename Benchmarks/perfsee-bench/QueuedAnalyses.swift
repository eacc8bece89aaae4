import Analysis
import BundleAnalysis
import Delivery
import Domain
import Foundation
import Logging
import Storage

/// Large builds that wait to be analyzed, and the product's worker that does it.
struct QueuedAnalyses {
    let count: Int
    let archive: String

    /// Queues the builds and starts the worker.
    /// - Returns: a task that ends soon after it is canceled.
    func start(on fixture: BenchFixture) async throws -> Task<Void, Never> {
        let folder = FileManager.default.temporaryDirectory.appending(path: "perfsee-bench-\(UUID().uuidString)")
        let blobs = try FolderBlobStore(folder: folder.appending(path: "blobs").path)
        let project = fixture.project.number
        for number in 0..<count {
            let key = "builds/\(project)/\(number).tar"
            let file = folder.appending(path: "blobs/\(key)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: URL(fileURLWithPath: archive), to: file)
            let build = Artifact.Build(
                branch: "main", name: "main", hash: "commit-\(number)", commitMessage: nil, author: nil, buildKey: key)
            _ = try await fixture.store.createArtifact(
                build, baseline: BaselineRequest(), in: project, at: SystemTime().now(), once: nil)
        }
        let worker = AnalysisWorker(
            store: fixture.store, blobs: blobs,
            analyzer: BundleAnalyzer(
                workFolder: folder.appending(path: "work"),
                parallelism: Parallelism(isIdle: { fixture.worker.isIdle })),
            publicURL: { "http://127.0.0.1" }, time: SystemTime(), logger: Logger(label: "bench"))
        return Task {
            try? await worker.run()
            try? FileManager.default.removeItem(at: folder)
        }
    }
}
