/// Assembles the report from measurements, chunk graph, and audits.
struct ReportAssembly {
    let stats: BuildStats
    let assets: [MeasuredAsset]
    let entryPoints: EntryPoints

    func report() -> Report {
        let entries = entryPoints.all.map(entryPoint)
        return Report(
            score: Score.build(entries.map(\.score)), entryPoints: entries, assets: assets.map(Self.asset),
            chunks: chunks, packages: [], repoPath: stats.repoPath, buildPath: stats.buildPath,
            buildTool: stats.buildTool)
    }

    /// All distinct assets of all entry points.
    func size(_ report: Report) -> Size { size(of: report.entryPoints.flatMap(\.assetRefs).distinct()) }

    /// One root per script. Which modules its bytes belong to is not known, and the tree says so.
    func content(_ report: Report) -> [ModuleTreeNode] {
        var users: [Int: [String]] = [:]
        for entryPoint in report.entryPoints {
            for ref in entryPoint.assetRefs { users[ref, default: []].append(entryPoint.name) }
        }
        return assets.filter { $0.type == .js }.map { asset in
            ModuleTreeNode(
                name: asset.name, size: asset.size,
                children: [ModuleTreeNode(name: ModuleTreeNode.unattributed, size: asset.size)],
                entryPoints: users[asset.ref] ?? [])
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

    private func asset(_ ref: Int) -> MeasuredAsset { assets[ref - 1] }

    private func size(of refs: [Int]) -> Size {
        Size.sum(refs.map(asset).filter { !$0.isIntermediate }.map(\.size))
    }

    private var chunks: [Report.Chunk] {
        zip(entryPoints.graph.chunks, entryPoints.uses).map { chunk, uses in
            Report.Chunk(
                ref: chunk.ref, entry: chunk.isEntry, async: chunk.isAsync, exclusive: uses == 1 ? true : nil,
                assetRefs: chunk.assetRefs)
        }
    }

    private static func asset(_ asset: MeasuredAsset) -> Report.Asset {
        Report.Asset(
            ref: asset.ref, name: asset.name, path: asset.name, type: asset.type, size: asset.size, packageRefs: [],
            moduleRefs: [], intermediate: asset.isIntermediate ? true : nil)
    }
}
