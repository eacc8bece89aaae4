import BundleAnalysis
package import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Threads

/// Records the packages of artifacts that an earlier version analyzed, from their stored reports, newest first: one
/// artifact at a time, with a pause after each, so that nobody notices. Once all are recorded, it looks for more only now
/// and then: an import may bring some.
package struct PackageRecorder: Service {
    /// After an artifact.
    static let pause: Duration = .milliseconds(250)
    /// Once all are recorded, and after an error.
    static let rest: Duration = .minutes(5)
    private static let niceness: Int32 = 10
    private static let stackSize = 8 << 20

    private let store: any HistoryStore
    private let blobs: any BlobStore
    private let time: any TimeSource
    private let logger: Logger
    private let threads = ThreadExecutor("packages", count: 1, niceness: niceness, stackSize: stackSize)

    package init(store: any HistoryStore, blobs: any BlobStore, time: any TimeSource, logger: Logger) {
        self.store = store
        self.blobs = blobs
        self.time = time
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await recordAll()
                try? await time.sleep(until: time.now() + Self.rest)
            }
        }
    }

    private func recordAll() async {
        var row: Int64?
        do {
            while !Task.isCancelled, let artifact = try await store.unlistedArtifact(before: row) {
                await tryToRecord(artifact)
                row = artifact.row
                try await time.sleep(until: time.now() + Self.pause)
            }
        } catch is CancellationError {
        } catch {
            logger.error("Packages could not be recorded", error: error)
        }
    }

    /// One that fails does not hold up the others; it is tried again in the next round.
    private func tryToRecord(_ artifact: UnlistedArtifact) async {
        do {
            try await record(artifact)
        } catch {
            logger.error(
                "The packages of an artifact could not be recorded", error: error,
                metadata: ["report": "\(artifact.reportKey)"])
        }
    }

    /// Reads its report and records what it says. If the report cannot be read, or is too large, that is recorded too.
    func record(_ artifact: UnlistedArtifact) async throws {
        let report = try await report(artifact.reportKey)
        let packages = await threads.run {
            report.flatMap { PackageShare.all(ofStored: $0) }.map { ArtifactPackages($0) }
        }
        try await store.record(packages, of: artifact)
    }

    private func report(_ key: String) async throws -> Data? {
        guard let size = try await blobs.size(key), size <= BaselineReport.limit else { return nil }
        return try await blobs.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    }
}

extension ArtifactPackages {
    init(_ shares: [PackageShare]) {
        self.init(
            shares.map { share in
                ArtifactPackage(
                    name: share.name, versions: share.versions, copies: share.copies,
                    size: Artifact.Size(raw: share.size.raw, gzip: share.size.gzip, brotli: share.size.brotli))
            })
    }
}
