package import Foundation

/// Analyzes builds: takes an archive or a folder and produces a report.
package struct BundleAnalyzer: Sendable {
    package let limits: ArchiveLimits
    private let workFolder: URL
    private let parallelism: Parallelism
    private let sources: [any AttributionSource]
    private let mapsModules: Bool
    private let countsEmptyModules: Bool
    private let hasRoom: @Sendable () -> Bool

    /// - Parameters:
    ///   - workFolder: where temporary files go, in a private folder that is removed afterward.
    ///   - parallelism: how many assets to compress at once.
    ///   - attributes: whether to determine whose the assets' bytes are; benchmarks compare with an analysis that does not.
    ///   - mapsModules: whether the outcome has a module map.
    ///   - hasRoom: whether the work folder's disk has room for more; called while files are written to it.
    package init(
        limits: ArchiveLimits = .standard, workFolder: URL, parallelism: Parallelism = .none, attributes: Bool = true,
        mapsModules: Bool = false,
        hasRoom: @escaping @Sendable () -> Bool = { true }
    ) {
        self.limits = limits
        self.workFolder = workFolder
        self.parallelism = parallelism
        self.hasRoom = hasRoom
        sources = attributes ? AttributionSources.all : []
        self.mapsModules = mapsModules
        countsEmptyModules = true
    }

    /// An analyzer that attributes bytes in other ways than the product's.
    ///
    /// - Parameter countsEmptyModules: whether the imports of modules without bytes tell who imports their packages.
    init(workFolder: URL, attributing sources: [any AttributionSource], countsEmptyModules: Bool = true) {
        limits = .standard
        self.workFolder = workFolder
        self.sources = sources
        parallelism = .none
        mapsModules = true
        self.countsEmptyModules = countsEmptyModules
        hasRoom = { true }
    }

    /// Analyzes one build.
    ///
    /// - Parameters:
    ///   - baseline: the report of the build to compare with.
    ///   - unpacked: called with the number of bytes that the build takes on disk from now on, once it is unpacked and
    ///   its stats have been read.
    /// - Throws: ``AnalysisFailure``, whose kind says whether the build is at fault, the machine failed, or the task
    ///   was canceled.
    package func analyze(
        _ source: BuildSource, baseline: BaselineReport? = nil,
        progress: @escaping @Sendable (AnalysisProgress) -> Void = { _ in },
        unpacked: (Int) -> Void = { _ in }
    ) async throws(AnalysisFailure) -> AnalysisOutcome {
        let folder = try PrivateFolder(in: workFolder)
        defer { folder.remove() }
        var warnings = AnalysisWarnings()
        let (members, result) = try read(source, in: folder, &warnings, progress)
        unpacked(members.unpackedBytes)
        var stats: BuildStats =
            if let found = result.found { found.stats } else {
                try FolderStats.of(members, without: result.descriptions, &warnings)
            }
        let files = AssetFiles(members, folder: result.found?.folder ?? "")
        let measuring = AssetMeasuring(members: members, files: files, parallelism: parallelism)
        let listed = measuring.list(stats)
        try Self.requireWork(on: listed, within: limits)
        Self.note(stats, listed, unused: measuring.unusedScripts(stats), in: &warnings)
        if let required = try RequiredChunks(stats, listed, members) {
            try required.apply(to: &stats.chunks)
            if !required.unread.isEmpty { warnings.add(.unreadChunkScripts(names: ShownNames(required.unread))) }
        }
        let build = AttributedBuild(stats, ChunkGraph(stats, refs: EntryPoints.refs(listed)))
        let attributor = AssetAttributor(
            members: members, maps: AssetMap(members, files), build: build, sources: sources,
            allowance: PlaceAllowance(total: listed.reduce(0) { $0 + ($1.file?.size ?? 0) }))
        let attributed = try await measuring.measure(listed, attributor, progress: progress)
        Self.noteMaps(of: attributed, in: &warnings)
        progress(.auditing)
        let entryPoints = try EntryPoints(stats, assets: attributed.map(\.asset))
        try Self.requireFiles(of: entryPoints, result.found, in: &warnings)
        var findings: BuildFindings?
        if !sources.isEmpty {
            findings = BuildFindings(attributed, build, stats, entryPoints)
            try await findings?.measure(members, parallelism)
        }
        let assembly = ReportAssembly(
            stats: stats, assets: attributed, entryPoints: entryPoints, build: build, findings: findings,
            countsEmptyModules: countsEmptyModules, baseline: baseline)
        var outcome = try outcome(assembly, warnings)
        if let file = MemberPath.budgets(among: members.paths).flatMap({ members[$0] }) {
            outcome.budgets = try members.head(file, limit: BudgetLimits.fileBytes + 1)
        }
        return outcome
    }

    private func read(
        _ source: BuildSource, in folder: PrivateFolder, _ warnings: inout AnalysisWarnings,
        _ progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> (Members, StatsFinder.Result) {
        switch source {
        case .archive(let archive):
            let members = try Unpacker(limits: limits, folder: folder, hasRoom: hasRoom)
                .unpack(archive, progress: progress)
            let result = try StatsFinder(members: members, limits: limits, folder: folder, hasRoom: hasRoom)
                .find(warnings: &warnings, progress: progress)
            return (members, result)
        case .directory(let root): return try read(root, stats: nil, in: folder, &warnings, progress)
        case .stats(let file):
            let root = file.deletingLastPathComponent()
            return try read(root, stats: file.lastPathComponent, in: folder, &warnings, progress)
        }
    }

    private func read(
        _ root: URL, stats: String?, in folder: PrivateFolder, _ warnings: inout AnalysisWarnings,
        _ progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> (Members, StatsFinder.Result) {
        let selection = try BuildSelection(
            FolderWalk(root, limits: limits, stage: .reading), stats: stats, stage: .reading, limits: limits,
            folder: folder, warnings: &warnings, progress: progress)
        if !selection.leftOut.isEmpty { progress(.leftOut(selection.leftOut)) }
        return (
            try selection.members(),
            StatsFinder.Result(found: selection.found, descriptions: selection.descriptions)
        )
    }

    /// Each asset's file is compressed in two ways, so stats that name one large file many times would require
    /// unlimited work.
    private static func requireWork(
        on assets: [MeasuredAsset], within limits: ArchiveLimits
    ) throws(AnalysisFailure) {
        var rest = limits.unpackedBytes
        for asset in assets {
            rest -= asset.file?.size ?? 0
            guard rest >= 0 else {
                throw AnalysisFailure(
                    kind: .build, stage: .measuring, problem: .assetsTooLarge(limit: limits.unpackedBytes))
            }
        }
    }

    private static func note(
        _ stats: BuildStats, _ assets: [MeasuredAsset], unused: [(name: String, bytes: Int)],
        in warnings: inout AnalysisWarnings
    ) {
        if stats.isManifest { warnings.add(.entriesWithoutStats(source: .manifest)) }
        let missing = assets.filter { $0.file == nil }.map(\.name)
        if !missing.isEmpty { warnings.add(.missingFiles(names: ShownNames(missing))) }
        guard !unused.isEmpty else { return }
        let bytes = unused.reduce(0) { $0 + $1.bytes }
        warnings.add(.unusedScripts(names: ShownNames(unused.map(\.name)), bytes: bytes))
    }

    /// Says which source maps could not be used, and why.
    private static func noteMaps(of assets: [AttributedAsset], in warnings: inout AnalysisWarnings) {
        let defects = Dictionary(grouping: assets.filter { $0.mapDefect != nil }) { $0.mapDefect }
        for (defect, assets) in defects.sorted(by: {
            ($0.value.first?.asset.ref ?? 0) < ($1.value.first?.asset.ref ?? 0)
        }) {
            guard let defect else { continue }
            warnings.add(.unusedSourceMaps(names: ShownNames(assets.map(\.asset.name)), defect: defect))
        }
    }

    /// A report of nothing would have a perfect score.
    private static func requireFiles(
        of entryPoints: EntryPoints, _ found: StatsFinder.Found?, in warnings: inout AnalysisWarnings
    ) throws(AnalysisFailure) {
        let empty = entryPoints.all.filter { entryPoints.assetRefs(of: $0.chunks).isEmpty }
        if let found, empty.count == entryPoints.all.count {
            throw .stats(.noFiles(file: ShownName(found.path)))
        }
        if !empty.isEmpty { warnings.add(.emptyEntryPoints(names: ShownNames(empty.map(\.name)))) }
    }

    private func outcome(
        _ assembly: ReportAssembly, _ warnings: AnalysisWarnings
    ) throws(AnalysisFailure) -> AnalysisOutcome {
        let (report, modules) = try assembly.report(withModules: mapsModules)
        return AnalysisOutcome(
            report: report, content: assembly.content(report), moduleMap: modules,
            imports: ImportGraph(assembly.stats), warnings: warnings.all,
            auditWarnings: AuditWarning.all(report, assembly.baseline), score: report.score,
            size: assembly.size(report),
            entryPoints: report.entryPoints.map {
                .init(name: $0.name, size: $0.size, initialSize: $0.initialSize, score: $0.score)
            },
            analysisVersion: BundleAnalysis.analysisVersion)
    }
}
