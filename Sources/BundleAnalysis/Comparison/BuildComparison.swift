/// Compares two builds: pairs their assets, packages and entry points, and accounts for what changed.
package struct BuildComparison {
    private let current: ComparedBuild
    private let baseline: ComparedBuild
    private let packages: JointModules
    private let pairs: [AssetPairing.Pair]
    private var accounting: ChangeAccounting

    /// - Parameter importPlace: where something that is new is imported; nil if that is not known.
    package static func diff(
        _ current: ComparedBuild, against baseline: ComparedBuild,
        importPlace: @escaping (ImportedItem) -> ImportPlace? = { _ in nil }
    ) -> BuildDiff {
        var comparison = BuildComparison(
            current, baseline, visits: ComparisonLimits.visits, importPlace: importPlace)
        return comparison.diff()
    }

    init(
        _ current: ComparedBuild, _ baseline: ComparedBuild, visits: Int,
        importPlace: @escaping (ImportedItem) -> ImportPlace?
    ) {
        (self.current, self.baseline) = (current, baseline)
        packages = JointModules(current, baseline)
        pairs = AssetPairing(current, baseline, packages).pairs
        accounting = ChangeAccounting(
            current, baseline, packages, pairs, visits: visits, importPlace: importPlace)
    }

    mutating func diff() -> BuildDiff {
        let (ones, others) = (current.delivered, baseline.delivered)
        let change = accounting.account(ones, others)
        let matches = EntryPointMatches(current.report.entryPoints, baseline.report.entryPoints)
        return BuildDiff(
            score: Compared(current: current.report.score, baseline: baseline.report.score),
            size: Compared(current: current.size(of: ones), baseline: baseline.size(of: others)),
            entryPoints: matches.all.map { entryPoint($0.current, $0.baseline) },
            addedEntryPoints: matches.added, removedEntryPoints: matches.removed, assets: pairs.map(assetPair),
            change: change)
    }

    private func assetPair(_ pair: AssetPairing.Pair) -> AssetPair {
        let (one, other) = (
            pair.current.map { current.report.assets[$0] }, pair.baseline.map { baseline.report.assets[$0] }
        )
        return AssetPair(
            type: (one ?? other)?.type ?? .other,
            current: one.map { AssetPair.Asset(name: $0.name, size: $0.size) },
            baseline: other.map { AssetPair.Asset(name: $0.name, size: $0.size) }, rule: pair.rule)
    }

    private mutating func entryPoint(
        _ one: StoredReport.EntryPoint?, _ other: StoredReport.EntryPoint?
    ) -> EntryPointDiff {
        let facts = one.map { EntryPointFacts($0, current) }
        let before = other.map { EntryPointFacts($0, baseline) }
        func compared<Value>(_ value: (EntryPointFacts) -> Value) -> Compared<Value> {
            Compared(current: facts.map(value), baseline: before.map(value))
        }
        let packages = PackageComparison(packages, current, baseline)
        return EntryPointDiff(
            name: (one ?? other)?.name ?? "", size: compared(\.entryPoint.size),
            initialSize: compared(\.entryPoint.initialSize), initialJS: compared { $0.size(of: $0.initial, .js) },
            initialCSS: compared { $0.size(of: $0.initial, .css) }, js: compared { $0.size(of: $0.counted, .js) },
            css: compared { $0.size(of: $0.counted, .css) }, assetCount: compared(\.assets.count),
            chunkCount: compared(\.entryPoint.chunkRefs.count), packageCount: compared(\.entryPoint.packages.count),
            duplicateCount: compared(\.duplicateCount), score: compared(\.entryPoint.score),
            newFiles: EntryPointFacts.newFiles(facts, before), packages: packages.packages(one, other),
            audits: AuditComparison.audits(one?.audits ?? [], other?.audits ?? []),
            duplicates: packages.duplicates(one, other),
            visit: Compared(current: facts?.visit, baseline: before?.visit),
            change: accounting.account(facts?.counted ?? [], before?.counted ?? []),
            initialChange: accounting.account(facts?.initial ?? [], before?.initial ?? []))
    }
}
