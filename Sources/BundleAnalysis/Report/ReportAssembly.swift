/// Assembles the report from measurements, chunk graph, and audits.
struct ReportAssembly {
    let stats: BuildStats
    let assets: [AttributedAsset]
    let entryPoints: EntryPoints
    let build: AttributedBuild

    /// The report, and where each module with an id is, if that is wanted.
    func report(withModules: Bool) -> (report: Report, modules: [String: ModuleMapEntry]) {
        let entries = entryPoints.all.map(entryPoint)
        var packages = PackageList(versions: stats.packages.map { ($0.path, $0.version) })
        let assets = assets.map { AssetEntry($0, build).entry(&packages) }
        let modules = withModules ? ModuleMapEntry.all(of: build, &packages) : [:]
        let report = Report(
            score: Score.build(entries.map(\.score)), entryPoints: entries, assets: assets, chunks: chunks,
            packages: packages.all.map { Report.Package($0) }, repoPath: stats.repoPath, buildPath: stats.buildPath,
            buildTool: stats.buildTool)
        return (report, modules)
    }

    /// All distinct assets of all entry points.
    func size(_ report: Report) -> AssetSize { size(of: report.entryPoints.flatMap(\.assetRefs).distinct()) }

    /// One root for each script and each style sheet.
    func content(_ report: Report) -> [ModuleTreeNode] {
        var users: [Int: [String]] = [:]
        for entryPoint in report.entryPoints {
            for ref in entryPoint.assetRefs { users[ref, default: []].append(entryPoint.name) }
        }
        return assets.filter { $0.asset.type == .js || $0.asset.type == .css }.map { asset in
            let entryPoints = users[asset.asset.ref] ?? []
            guard let attribution = asset.attribution else {
                return ModuleTreeNode(unmeasured: asset.asset.name, asset.asset.size, entryPoints: entryPoints)
            }
            return ContentTree(build: build, attribution: attribution).root(
                of: asset.asset, entryPoints: entryPoints)
        }
    }

    private func entryPoint(_ entryPoint: EntryPoints.EntryPoint) -> Report.EntryPoint {
        let refs = entryPoints.assetRefs(of: entryPoint.chunks)
        let initial = entryPoints.assetRefs(of: entryPoint.initialChunks).filter { asset($0).type.isInitial }
        let synchronous = entryPoint.chunks.filter { !entryPoints.graph.chunks[$0].isAsync }
        let audits = Audits.run(
            AuditedEntryPoint(
                name: entryPoint.name, assets: refs.map(asset), initialAssets: initial.map(asset),
                synchronousRefs: Set(entryPoints.assetRefs(of: synchronous))),
            rules: stats.rules)
        return Report.EntryPoint(
            name: entryPoint.name, size: size(of: refs), initialSize: size(of: initial), assetRefs: refs,
            chunkRefs: entryPoint.chunks.map { $0 + 1 }, initialChunkRefs: entryPoint.initialChunks.map { $0 + 1 },
            packageAppendixes: [], audits: audits, score: Score.entryPoint(audits))
    }

    private func asset(_ ref: Int) -> MeasuredAsset { assets[ref - 1].asset }

    private func size(of refs: [Int]) -> AssetSize {
        AssetSize.sum(refs.map(asset).filter { !$0.isIntermediate }.map(\.size))
    }

    private var chunks: [Report.Chunk] {
        zip(entryPoints.graph.chunks, entryPoints.uses).map { chunk, uses in
            Report.Chunk(
                ref: chunk.ref, entry: chunk.isEntry, async: chunk.isAsync, exclusive: uses == 1 ? true : nil,
                assetRefs: chunk.assetRefs)
        }
    }
}
