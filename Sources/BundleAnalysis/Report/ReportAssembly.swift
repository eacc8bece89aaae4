/// Assembles the report from measurements, chunk graph, and audits.
struct ReportAssembly {
    let stats: BuildStats
    let assets: [AttributedAsset]
    let entryPoints: EntryPoints
    let build: AttributedBuild
    var findings: BuildFindings?
    /// Whether the imports of modules without bytes count.
    let countsEmptyModules: Bool
    /// What to compare with.
    var baseline: BaselineReport?

    /// The report, and where each module with an id is, if that is wanted.
    func report(withModules: Bool) throws(AnalysisFailure) -> (report: Report, modules: [String: ModuleMapEntry]) {
        let places = ModulePlaces(assets, moduleCount: build.modules.all.count)
        var visits = VisitPlanner(stats, assets.map(\.asset), entryPoints)
        var packages = numberedPackages(places)
        let assets = assets.map { AssetEntry($0, build).entry(&packages) }
        var contents = EntryPackages(build, places, packages, assets, countsEmptyModules: countsEmptyModules)
        let scripts = scripts
        var entries: [Report.EntryPoint] = []
        for entryPoint in entryPoints.all {
            entries.append(try self.entryPoint(entryPoint, &contents, scripts, &visits))
        }
        let modules = withModules ? ModuleMapEntry.all(of: build, &packages) : [:]
        var report = Report(
            score: Score.build(entries.map(\.score)), entryPoints: entries, assets: assets, chunks: chunks,
            packages: [], repoPath: stats.repoPath, buildPath: stats.buildPath,
            buildTool: stats.buildTool)
        findings?.add(to: &report, &packages)
        report.packages = packages.all.map { Report.Package($0) }
        return (report, modules)
    }

    /// The packages of modules with bytes, and of those that were put together with others, in the order of the stats.
    private func numberedPackages(_ places: ModulePlaces) -> PackageList {
        var packages = PackageList(versions: stats.packages.map { ($0.path, $0.version) })
        var walk = ModuleWalk(build.modules, room: StatsLimits.entryModules)
        for step in walk.steps(throughChunks: stats.chunks.indices)
        where step.outer != nil || !places[step.module].isEmpty {
            if let package = build.packages.package(of: step.module) { _ = packages.ref(of: package) }
        }
        return packages
    }

    /// All distinct assets of all entry points.
    func size(_ report: Report) -> AssetSize { size(of: report.entryPoints.flatMap(\.assetRefs).distinct()) }

    /// One root for each script and each style sheet.
    func content(_ report: Report) -> [ModuleTreeNode] {
        var users: [Int: [String]] = [:]
        for entryPoint in report.entryPoints {
            for ref in entryPoint.assetRefs { users[ref, default: []].append(entryPoint.name) }
        }
        let packages = PackageRefs(report.packages.map { ($0.ref, $0.path) }, build.packages)
        return assets.filter { $0.asset.type == .js || $0.asset.type == .css }.map { asset in
            let entryPoints = users[asset.asset.ref] ?? []
            guard let attribution = asset.attribution else {
                return ModuleTreeNode(unmeasured: asset.asset.name, asset.asset.size, entryPoints: entryPoints)
            }
            return ContentTree(build: build, attribution: attribution, packages: packages).root(
                of: asset.asset, entryPoints: entryPoints)
        }
    }

    private func entryPoint(
        _ entryPoint: EntryPoints.EntryPoint, _ packages: inout EntryPackages, _ scripts: [Int: AuditedScript],
        _ visits: inout VisitPlanner
    ) throws(AnalysisFailure) -> Report.EntryPoint {
        let refs = entryPoints.assetRefs(of: entryPoint.chunks)
        let initialRefs = entryPoints.assetRefs(of: entryPoint.initialChunks)
        let initial = initialRefs.filter { asset($0).type.isInitial }
        let synchronous = entryPoint.chunks.filter { !entryPoints.graph.chunks[$0].isAsync }
        let contents = try packages.contents(
            ofChunks: entryPoint.chunks, assetRefs: refs, initialRefs: Set(initialRefs))
        let audits = Audits.run(
            AuditedEntryPoint(
                name: entryPoint.name, assets: refs.map(asset), initialAssets: initial.map(asset),
                synchronousRefs: Set(entryPoints.assetRefs(of: synchronous)), packages: contents.packages,
                listsVersions: !stats.packages.isEmpty, mixedRefs: contents.mixedRefs, scripts: scripts,
                baselineNames: baseline?.entryPoint(entryPoint.name)?.assetNames,
                findingLimit: AuditedEntryPoint.findingLimit(entryPoints: entryPoints.all.count)),
            rules: stats.rules)
        return Report.EntryPoint(
            name: entryPoint.name, size: size(of: refs), initialSize: size(of: initial), assetRefs: refs,
            chunkRefs: entryPoint.chunks.map { $0 + 1 }, initialChunkRefs: entryPoint.initialChunks.map { $0 + 1 },
            packageAppendixes: contents.appendixes, audits: audits, score: Score.entryPoint(audits),
            visit: visits.visit(entryPoint, refs))
    }

    private var scripts: [Int: AuditedScript] {
        let scripts = assets.compactMap { asset in AuditedScript(asset, in: build).map { (asset.asset.ref, $0) } }
        return Dictionary(uniqueKeysWithValues: scripts)
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
