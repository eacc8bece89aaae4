/// What is compared of one entry point in one build.
struct EntryPointFacts {
    let entryPoint: StoredReport.EntryPoint
    private let build: ComparedBuild
    /// Indices of assets.
    let assets: [Int]
    /// Those that count in its size.
    let counted: [Int]
    /// Those that count in its initial size.
    let initial: [Int]

    init(_ entryPoint: StoredReport.EntryPoint, _ build: ComparedBuild) {
        self.entryPoint = entryPoint
        self.build = build
        assets = build.assets(entryPoint.assetRefs)
        counted = build.counted(assets)
        initial = build.counted(build.assets(build.assetRefs(ofChunks: entryPoint.initialChunkRefs)))
            .filter { build.report.assets[$0].type.isInitial }
    }

    func size(of assets: [Int], _ type: AssetType) -> AssetSize {
        build.size(of: assets.filter { build.report.assets[$0].type == type })
    }

    /// As many as the audit found, whose rules know libraries under other names too; else the names with several paths.
    var duplicateCount: Int {
        if let audit = entryPoint.audits.first(where: { $0.id == Self.duplicateLibraries }) { return audit.findings }
        return PackageComparison.duplicates(of: entryPoint, build).count
    }

    private static let duplicateLibraries = "duplicate-libraries"

    var visit: EntryPointDiff.VisitFacts? {
        entryPoint.visit.map { EntryPointDiff.VisitFacts(depth: $0.depth, bytes: $0.bytes, times: $0.times) }
    }

    /// The files of the first whose names the second does not have; none without both.
    static func newFiles(_ current: EntryPointFacts?, _ baseline: EntryPointFacts?) -> EntryPointDiff.NewFiles {
        guard let current, let baseline else { return EntryPointDiff.NewFiles(size: .zero, count: 0, names: []) }
        let known = Set(baseline.counted.map { Array(baseline.build.report.assets[$0].name.utf8) })
        let new = current.counted.filter { !known.contains(Array(current.build.report.assets[$0].name.utf8)) }
        return EntryPointDiff.NewFiles(
            size: current.build.size(of: new), count: new.count,
            names: new.prefix(ComparisonLimits.names).map { current.build.report.assets[$0].name })
    }
}
