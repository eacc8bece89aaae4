import Testing

@testable import BundleAnalysis

@Suite("The packages of entry points")
struct EntryPackagesTests {
    /// By the package's path, with paths and names instead of refs.
    private struct Row: Equatable {
        var raw: Int
        var issuers: Set<String> = []
        var assets: [String] = []
        var targets: [String] = []
    }

    private func rows(_ report: Report, of entryPoint: Int) -> [String: Row] {
        func path(_ ref: Int) -> String { report.packages[ref - 1].path }
        let rows = report.entryPoints[entryPoint].packageAppendixes.map { appendix in
            (
                path(appendix.ref),
                Row(
                    raw: appendix.size.raw, issuers: Set(appendix.issuerRefs.map(path)),
                    assets: appendix.assetRefs.map { report.assets[$0 - 1].name }.sorted(),
                    targets: appendix.notes.map { "\($0.type) \(path($0.targetRef))" })
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private static let source = "(Source Code)"

    @Test("A package has what its modules have in the entry point's assets, and who imports it")
    func appendixes() throws {
        let report = try PackageSample().report()
        #expect(
            rows(report, of: 0) == [
                Self.source: Row(
                    raw: 30, issuers: ["node_modules/three"], assets: ["shop.js"],
                    targets: ["concat node_modules/three"]),
                "node_modules/two": Row(raw: 50, issuers: [Self.source], assets: ["shop.js", "till.js"]),
                "node_modules/three": Row(raw: 70, issuers: [Self.source], assets: ["later.js"]),
                "node_modules/four": Row(
                    raw: 0, issuers: ["node_modules/three"], targets: ["concat node_modules/three"]),
                "node_modules/five": Row(raw: 15, issuers: ["node_modules/two"], assets: ["later.js"]),
            ])
        #expect(
            rows(report, of: 1) == [
                Self.source: Row(raw: 10, assets: ["till.js"]),
                "node_modules/two": Row(raw: 40, issuers: [Self.source], assets: ["shop.js", "till.js"]),
            ])
    }

    @Test("The report lists the packages of all entry points in the order of the stats, those without bytes too")
    func packages() throws {
        let report = try PackageSample().report()
        let paths = [Self.source] + ["two", "three", "four", "five"].map { "node_modules/\($0)" }
        #expect(report.packages.map(\.path) == paths)
        #expect(report.packages.map(\.ref) == Array(1...5))
        #expect(report.packages.map(\.version) == [nil, "2.0.1", "3.1.0", nil, nil])
        let later = report.assets[2].packageRefs.map { ($0.ref, $0.size.raw) }
        #expect(later.map(\.0) == [3, 5, 1, 4] && later.map(\.1) == [70, 15, 0, 0])
    }

    @Test("Imports of modules without bytes count only on request, those of modules inside of others if nothing else")
    func emptyModules() throws {
        let rows = rows(try PackageSample().report(countsEmptyModules: false), of: 0)
        #expect(rows["node_modules/five"]?.issuers == [])
        #expect(rows["node_modules/four"]?.issuers == ["node_modules/three"])
        #expect(rows[Self.source]?.issuers == [])
    }

    @Test("Audits get packages and mixed assets")
    func audited() throws {
        let sample = try PackageSample()
        let places = ModulePlaces(sample.assets, moduleCount: sample.build.modules.all.count)
        let report = try sample.report()
        var list = PackageList(versions: sample.stats.packages.map { ($0.path, $0.version) })
        for index in sample.build.modules.all.indices {
            if let name = sample.build.packages.package(of: index) { _ = list.ref(of: name) }
        }
        let assets = sample.assets.map { AssetEntry($0, sample.build).entry(&list) }
        var packages = EntryPackages(sample.build, places, list, assets, countsEmptyModules: true)
        let refs = report.entryPoints[0].assetRefs
        let contents = try packages.contents(
            ofChunks: sample.entryPoints.all[0].chunks, assetRefs: refs, initialRefs: [1])
        #expect(contents.mixedRefs == [1, 3])
        #expect(contents.packages.map(\.name.name) == ["(Source Code)", "two", "three", "four", "five"])
        #expect(contents.packages.map(\.size.raw) == [30, 50, 70, 0, 15])
        #expect(contents.packages.map(\.initialSize.raw) == [30, 50, 0, 0, 0])
        #expect(contents.packages.map(\.version) == [nil, "2.0.1", "3.1.0", nil, nil])
    }

    @Test("Audits get what is odd about the modules with bytes in a script, as the stats say it")
    func scripts() throws {
        let sample = try PackageSample()
        let scripts = sample.assets.map { AuditedScript($0, in: sample.build) }
        #expect(
            scripts.map { $0?.nonESM.map(\.name) } == [
                ["./node_modules/two/index.js"], ["./node_modules/two/index.js"], [],
            ])
        // The unused exports of a concatenation are used inside of it.
        #expect(
            scripts.map { $0?.withSideEffects } == [
                [], [],
                [
                    UnusedExports(
                        module: ShownName("./node_modules/five/list.js"), count: 2, isUndeclared: false)
                ],
            ])
    }

    @Test("What esbuild's metafile says of imports tells who imports a package, whichever file of it is imported")
    func esbuild() async throws {
        let report = try await analyze(archive: SampleBuild.esbuild.archive).report
        for row in rows(report, of: 0) where row.key.hasPrefix("node_modules/") {
            #expect(row.value.issuers == [Self.source], "\(row.key)")
        }
        #expect(rows(report, of: 0).count > 1)
    }

    @Test("Without stats, packages have sizes and assets, but nobody is said to import them")
    func withoutStats() async throws {
        let report = try await analyze(archive: SampleBuild.esbuildWithoutStats.archive).report
        let rows = rows(report, of: 0)
        #expect(rows.count > 1)
        #expect(rows.values.allSatisfy { $0.raw > 0 && $0.issuers.isEmpty && !$0.assets.isEmpty && $0.targets.isEmpty })
    }

    @Test("Entry points that together have too many modules are refused")
    func limit() throws {
        let (moduleCount, entryCount) = (100_000, 501)
        var stats = BuildStats()
        for _ in 0..<moduleCount { _ = stats.modules.add(StatsModules.Module()) }
        stats.modules.addChunk((0..<moduleCount).map(Int32.init))
        stats.chunks = [BuildStats.Chunk(id: "1", isInitial: true)]
        stats.entryPoints = (0..<entryCount).map { BuildStats.EntryPoint(name: "\($0)", chunks: ["1"]) }
        let entryPoints = try EntryPoints(stats, assets: [])
        let build = AttributedBuild(stats, ChunkGraph(stats, refs: [:]))
        let assembly = ReportAssembly(
            stats: stats, assets: [], entryPoints: entryPoints, build: build, countsEmptyModules: true)
        let error = #expect(throws: AnalysisFailure.self) { _ = try assembly.report(withModules: false) }
        #expect(error == .stats(.tooManyReferences(limit: StatsLimits.entryModules)))
    }

    @Test("A module that is inside of itself, or of one inside of it, is gone through once")
    func rings() {
        var modules = StatsModules()
        for _ in 0..<3 { _ = modules.add(StatsModules.Module()) }
        modules.setInner([0, 1, 1], of: 0)
        modules.setInner([2, 0], of: 1)
        modules.setInner([1], of: 2)
        modules.addChunk([0, 2])
        var walk = ModuleWalk(modules, room: 100)
        for _ in 0..<2 {
            let steps = walk.steps(throughChunks: [0])
            #expect(steps.map(\.module) == [0, 1, 2, 2])
            #expect(steps.map(\.outer) == [nil, 0, 0, nil])
        }
    }
}
