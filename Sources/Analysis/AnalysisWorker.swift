package import BundleAnalysis
package import Domain
import Foundation
import Localization
package import Logging
import ServiceLifecycle
package import Storage
import Threads

/// Claims uploaded builds, analyzes them, and records each artifact together with what its budgets say, and its events.
package struct AnalysisWorker: Service {
    /// How long an artifact is leased, and how often the lease is renewed during the analysis.
    static let lease: Duration = .minutes(2)
    static let renewal: Duration = .seconds(30)
    /// How many times a build may bring its server down, or encounter a broken machine, before it is given up.
    static let maximumTries = 3

    /// The maximum duration of an analysis.
    static let longest: Duration = .minutes(10)
    /// How long to pause when the disk is nearly full.
    static let pause: Duration = .seconds(30)

    /// How many builds are analyzed at once.
    package static let usualWidth = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    /// How far analyses yield to requests and deliveries: the POSIX nice value of their threads.
    private static let niceness: Int32 = 10
    /// Of each of those threads, in bytes.
    private static let stackSize = 8 << 20

    private let store: any AnalysisQueue & BudgetStore
    private let blobs: any BlobStore
    private let analyzer: BundleAnalyzer
    private let space: WorkSpace
    private let disk: DiskWatch
    private let publicURL: @Sendable () -> String
    private let width: Int
    private let time: any TimeSource
    private let logger: Logger
    private let threads: ThreadExecutor
    private let metrics = AnalysisMetrics()

    /// - Parameters:
    ///   - publicURL: returns the public URL of this server; called for each event, because a server that listens on
    ///     any free port knows its port only once it runs.
    ///   - width: the number of concurrent analyses; by default, all cores but one have an analysis each, and the last core
    ///     is there for requests and deliveries. While it is idle, analyses compress assets on it.
    ///   - space: how much disk space all of them together may use for unpacking.
    ///   - disk: the disk they unpack to; no analysis begins while it is nearly full.
    package init(
        store: any AnalysisQueue & BudgetStore, blobs: any BlobStore, analyzer: BundleAnalyzer,
        space: WorkSpace = WorkSpace(bytes: .max), disk: DiskWatch = .unwatched,
        publicURL: @escaping @Sendable () -> String, width: Int = Self.usualWidth,
        time: any TimeSource, logger: Logger
    ) {
        self.store = store
        self.blobs = blobs
        self.analyzer = analyzer
        self.space = space
        self.disk = disk
        self.publicURL = publicURL
        self.width = width
        self.time = time
        self.logger = logger
        threads = ThreadExecutor("analysis", count: width + 1, niceness: Self.niceness, stackSize: Self.stackSize)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...width { group.addTask { await work() } }
            }
        }
    }

    private func work() async {
        while !Task.isCancelled {
            do {
                let now = time.now()
                guard disk.hasRoom() else {
                    logger.warning("The disk is nearly full: builds are not analyzed until there is room")
                    try await time.sleep(until: now + Self.pause)
                    continue
                }
                if let claimed = try await store.claimArtifact(at: now, leaseUntil: now + Self.lease) {
                    try await analyze(claimed, since: now)
                } else {
                    await store.waitForArtifacts()
                }
            } catch {
                logger.error("Artifacts could not be claimed or recorded", error: error)
                try? await time.sleep(until: time.now() + .seconds(5))
            }
        }
    }

    private func analyze(_ claimed: ClaimedArtifact, since start: Timestamp) async throws {
        guard claimed.tries < Self.maximumTries else {
            return try await fail(claimed, .analysis(problem: .gaveUp(tries: claimed.tries)), since: start)
        }
        do {
            let analyzed = try await analyzeRenewing(claimed)
            try await pass(claimed, analyzed, since: start)
        } catch let problem as ArtifactProblem {
            try await fail(claimed, .analysis(problem: problem), since: start)
        } catch is CancellationError {
            try await store.release(claimed.lease, at: time.now())
        } catch let failure as AnalysisFailure {
            switch failure.kind {
            case .build: try await fail(claimed, .build(problem: failure.problem), since: start)
            case .cancelled: try await store.release(claimed.lease, at: time.now())
            case .machine:
                // Stays leased: it is tried again when the lease has run out, and that counts as a try.
                metrics.count(.machine, took: time.now() - start)
                logger.error(
                    "An analysis failed because of this machine",
                    metadata: [
                        "project": "\(claimed.project.id)", "artifact": "\(claimed.artifact.id)",
                        "error": "\(failure.problem.text.en)",
                    ])
            }
        }
    }

    /// Runs the analysis on a dedicated thread while renewing the lease.
    private func analyzeRenewing(_ claimed: ClaimedArtifact) async throws -> Analyzed {
        try await Self.first { group in
            group.addTask {
                try await threads.run {
                    let outcome = try await analyze(claimed)
                    let reviewer = BudgetReviewer(store: store, blobs: blobs)
                    return Analyzed(
                        outcome: outcome, budgets: try await reviewer.prepare(outcome, of: claimed))
                }
            }
            group.addTask {
                await renew(claimed.lease)
                return nil
            }
        }
    }

    private func analyze(_ claimed: ClaimedArtifact) async throws -> AnalysisOutcome {
        let build = claimed.artifact.build
        let baseline = await baselineReport(of: claimed)
        guard let size = try await blobs.size(build.buildKey).map(Int.init) else { throw ArtifactProblem.archiveGone }
        // If blobs are stored in a database, the archive itself is copied too.
        let room = try await space.reserve(size + analyzer.limits.mostOnDisk(ofArchive: size))
        defer { room.release() }
        return try await inTime {
            let outcome = try await blobs.withFile(build.buildKey) { path in
                try await analyzer.analyze(
                    .archive(URL(fileURLWithPath: path)), baseline: baseline, unpacked: { room.keep(size + $0) })
            }
            guard let outcome else { throw ArtifactProblem.archiveGone }
            return outcome
        }
    }

    /// Nil if there is nothing to compare with, or its report cannot be read: the build is analyzed all the same.
    private func baselineReport(of claimed: ClaimedArtifact) async -> BaselineReport? {
        guard let key = claimed.baseline?.result?.reportKey, let size = try? await blobs.size(key),
            size <= BaselineReport.limit
        else { return nil }
        let report = try? await blobs.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        return report.flatMap { BaselineReport($0) }
    }

    /// Ends an analysis that takes too long, so that no build holds up those behind it forever.
    private func inTime(
        _ work: @escaping @Sendable () async throws -> AnalysisOutcome
    ) async throws -> AnalysisOutcome {
        let end = time.now() + Self.longest
        return try await Self.first { group in
            group.addTask(executorPreference: threads) { try await work() }
            group.addTask {
                // Canceled, it leaves it to the work to say how that ended.
                guard (try? await time.sleep(until: end)) != nil else { return nil }
                throw ArtifactProblem.tookTooLong(minutes: Self.longest.wholeMinutes)
            }
        }
    }

    /// Runs tasks until one has an outcome or fails, and cancels the others.
    private static func first<Outcome: Sendable>(
        _ start: (inout ThrowingTaskGroup<Outcome?, any Error>) -> Void
    ) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome?.self) { group in
            start(&group)
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private func renew(_ lease: ArtifactLease) async {
        while !Task.isCancelled {
            let next = time.now() + Self.renewal
            guard (try? await time.sleep(until: next)) != nil else { return }
            _ = try? await store.renew(lease, until: time.now() + Self.lease)
        }
    }

    private func pass(_ claimed: ClaimedArtifact, _ analyzed: Analyzed, since start: Timestamp) async throws {
        let outcome = analyzed.outcome
        let folder = "artifacts/\(claimed.project.number)"
        let reportKey = "\(folder)/bundle-results/\(UUID().uuidString.lowercased()).json"
        let contentKey = "\(folder)/bundle-content/\(UUID().uuidString.lowercased()).json"
        let report = Array(try outcome.report.encoded(LocalizedReportWording(.english)))
        let content = Array(try ModuleTreeNode.encoded(outcome.content))
        try await blobs.write(reportKey, bytes: report)
        try await blobs.write(contentKey, bytes: content)
        let (importsKey, importsBytes) = try await storeImports(of: outcome, in: folder)
        let result = try Artifact.Result(
            outcome, analyzed.budgets.warning, reportKey: reportKey, contentKey: contentKey, importsKey: importsKey)
        let recorded = try await finish(
            claimed,
            .passed(
                result, duration: time.now() - start,
                reportBytes: Int64(report.count) + Int64(content.count) + importsBytes,
                packages: ArtifactPackages(PackageShare.all(of: outcome.report))), analyzed.budgets.review)
        if recorded != nil { metrics.count(.passed, took: time.now() - start) }
        // Without the lease, another worker has the artifact: its files are the ones that count.
        let unused = recorded?.replacedBlobs ?? result.storedKeys
        // In a task of its own, so that a shutdown does not leave them behind.
        await Task { await blobs.deleteAll(unused, logger: logger) }.value
    }

    /// The bytes of the import graph; nil if the stats do not say who imports what.
    private static func imports(of outcome: AnalysisOutcome) -> [UInt8]? {
        outcome.imports.hasImports ? Array(outcome.imports.encoded()) : nil
    }

    /// Stores the import graph, if there is one, and returns its key and its size in bytes.
    private func storeImports(
        of outcome: AnalysisOutcome, in folder: String
    ) async throws -> (key: String?, bytes: Int64) {
        guard let imports = Self.imports(of: outcome) else { return (nil, 0) }
        let key = "\(folder)/bundle-imports/\(UUID().uuidString.lowercased()).json"
        try await blobs.write(key, bytes: imports)
        return (key, Int64(imports.count))
    }

    private func fail(_ claimed: ClaimedArtifact, _ failure: ArtifactFailure, since start: Timestamp) async throws {
        let reason = try RecordedMessage(failure)
        let recorded = try await finish(claimed, .failed(reason: reason, duration: time.now() - start), nil)
        if recorded != nil { metrics.count(.failed, took: time.now() - start) }
    }

    private func finish(
        _ claimed: ClaimedArtifact, _ outcome: ArtifactOutcome, _ review: BudgetReview?
    ) async throws -> RecordedAnalysis? {
        let project = claimed.project
        let publicURL = publicURL()
        return try await store.finish(
            claimed.lease, outcome, review: review,
            event: { $0.body(in: project, publicURL: publicURL) }, at: time.now())
    }
}

/// A build that was analyzed, and how its budgets are decided.
private struct Analyzed: Sendable {
    var outcome: AnalysisOutcome
    var budgets: BudgetReviewer.Prepared
}

extension Artifact.Result {
    /// With the warnings in English, as the API shows them.
    init(
        _ outcome: AnalysisOutcome, _ warning: AnalysisWarning?, reportKey: String, contentKey: String,
        importsKey: String?
    ) throws {
        self.init(
            score: outcome.score, size: Artifact.Size(outcome.size),
            entryPoints: outcome.entryPoints.map {
                Artifact.EntryPoint(
                    name: $0.name, size: Artifact.Size($0.size), initialSize: Artifact.Size($0.initialSize),
                    score: $0.score)
            },
            warnings: try
                ((warning.map { [$0] } ?? []) + outcome.warnings + outcome.auditWarnings.map { .audit(warning: $0) })
                .map { try RecordedMessage($0) }, reportKey: reportKey,
            contentKey: contentKey, importsKey: importsKey,
            analysisVersion: outcome.analysisVersion)
    }
}

extension Artifact.Size {
    init(_ size: AssetSize) {
        self.init(raw: size.raw, gzip: size.gzip, brotli: size.brotli)
    }
}
