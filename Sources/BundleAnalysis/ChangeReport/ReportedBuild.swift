/// What a change report tells of the build itself: the same from a fresh analysis as from what an analysis stored.
struct ReportedBuild {
    struct EntryPoint {
        var name: String
        var size: AssetSize
        var initialSize: AssetSize
        var score: Int
    }

    var score: Int
    /// Of all distinct assets of all entry points.
    var size: AssetSize
    var entryPoints: [EntryPoint]
    var duplicates: Duplicates?
    var audits: [ChangeReport.Audit]
    /// The file that stands for each entry point.
    var files: [String: String] = [:]

    /// An entry point is shown at its module, if the stats say which that is.
    mutating func takeModules(_ imports: ImportGraph) {
        for entry in imports.entries {
            if let module = entry.modules.first { files[entry.name] = imports.path(of: Int(module)) }
        }
    }

    func file(of entryPoint: String) -> String { files[entryPoint] ?? entryPoint }
}

extension ReportedBuild {
    init(_ outcome: AnalysisOutcome) {
        let audits = outcome.report.entryPoints.flatMap { entryPoint in
            entryPoint.audits.map { audit in
                ChangeReport.Audit(
                    entryPoint: entryPoint.name, id: audit.id, rating: audit.score, value: audit.numericScore?.value,
                    findings: audit.detail?.items.count ?? 0)
            }
        }
        self.init(
            score: outcome.score, size: outcome.size,
            entryPoints: outcome.entryPoints.map {
                EntryPoint(name: $0.name, size: $0.size, initialSize: $0.initialSize, score: $0.score)
            }, duplicates: outcome.report.duplicates, audits: audits)
        let names = Dictionary(outcome.report.assets.map { ($0.ref, $0.name) }) { first, _ in first }
        for entryPoint in outcome.report.entryPoints {
            files[entryPoint.name] = entryPoint.assetRefs.lazy.compactMap { names[$0] }.first
        }
        takeModules(outcome.imports)
    }
}
