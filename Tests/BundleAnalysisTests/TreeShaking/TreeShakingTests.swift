import Testing

@testable import BundleAnalysis

@Suite("What stopped tree shaking")
struct TreeShakingTests {
    private typealias Sample = DuplicateSample

    private static func exports(used: String, provided: String, bailouts: String = "") -> String {
        ",\"usedExports\":\(used),\"providedExports\":\(provided),\"optimizationBailout\":[\(bailouts)]"
    }

    private static func sample(_ stats: String) -> DuplicateSample {
        DuplicateSample(
            modules: [
                Sample.app, .init(id: 2, name: "./node_modules/a/index.js", body: Sample.text("a"), stats: stats),
            ],
            versions: ["node_modules/a": "1.0.0"])
    }

    private static let importedByApp = Sample.reasons(("./src/app.js", "harmony side effect evaluation", "3:0-21"))

    @Test("A module of whose exports nothing is used has what keeps it, and who imports it")
    func unused() async throws {
        let statement = "\"Statement (ExpressionStatement) with side effects in source code at 5:2-41\""
        let dependency = "\"Dependency (harmony side effect evaluation) with side effects at 1:0-38\""
        let stats = Self.exports(used: "[]", provided: "[\"x\",\"y\"]", bailouts: "\(statement),\(dependency)")
        let found = try #require(try await Self.sample(stats + Self.importedByApp).analyze().report.treeShaking)
        #expect(found.notInStats == [])
        let module = try #require(found.modules.first)
        #expect(found.modules.count == 1)
        #expect(module.path == "node_modules/a/index.js")
        #expect(module.use == .none)
        #expect(
            module.obstacles == [.sideEffectsInSource(line: 5, column: 2), .sideEffectsOfImport(line: 1, column: 0)])
        #expect(
            module.importedBy
                == ImportPlace(module: "src/app.js", specifier: "it", kind: .static, line: 3, column: 0))
        #expect(found.unused == TreeShaking.Total(count: 1, size: module.size))
        #expect(module.size.raw == Sample.function(Sample.text("a")).utf8.count)
        #expect(found.whole == TreeShaking.Total(count: 0, size: .zero))
    }

    @Test(
        "Exports that all count as used have the import that makes them",
        arguments: [
            ("import()", TreeShakingObstacle.dynamicImport), ("cjs require", .required),
            ("harmony import specifier", .namespaceImport), ("import() context element", .contextImport),
        ])
    func all(type: String, obstacle: TreeShakingObstacle) async throws {
        let stats = Self.exports(used: "true", provided: "[\"x\",\"y\"]")
        let reasons = Sample.reasons(("./src/app.js", type, "7:4-20"))
        let found = try #require(try await Self.sample(stats + reasons).analyze().report.treeShaking)
        #expect(found.modules.map(\.use) == [.all])
        #expect(found.modules.first?.obstacles == [obstacle])
        #expect(found.modules.first?.importedBy?.line == 7)
    }

    @Test("CommonJS says what makes it opaque, in the build tool's words")
    func commonJS() async throws {
        let bailouts = "\"CommonJS bailout: exports is used directly at 443:50-57\""
        let stats = Self.exports(used: "null", provided: "null", bailouts: bailouts)
        let found = try #require(try await Self.sample(stats).analyze().report.treeShaking)
        #expect(found.modules.map(\.use) == [.unknown])
        #expect(found.modules.first?.obstacles == [.commonJS(detail: "exports is used directly at 443:50-57")])
        #expect(found.modules.first?.importedBy == nil)
    }

    @Test("A module whose exports are used in part, or that has none, is no finding")
    func nothing() async throws {
        for (used, provided) in [("[\"x\"]", "[\"x\",\"y\"]"), ("[]", "[]"), ("true", "[\"x\"]"), ("null", "[\"x\"]")] {
            let stats = Self.exports(used: used, provided: provided)
            let found = try #require(try await Self.sample(stats).analyze().report.treeShaking)
            #expect(found.modules.isEmpty, "\(used) \(provided)")
        }
    }

    @Test("What package.json declares is an obstacle; that it has no side effects is none")
    func declared() async throws {
        let stats = Self.exports(used: "[]", provided: "[\"x\"]")
        for (written, declared) in [
            ("true", TreeShakingObstacle.Declaration.all), ("\"implicitly\"", .unset), ("[\"*.css\"]", .files),
        ] {
            var sample = Self.sample(stats)
            sample.declarations["node_modules/a"] = written
            let obstacles = try await sample.analyze().report.treeShaking?.modules.first?.obstacles
            #expect(obstacles == [.sideEffectsDeclared(as: declared)])
        }
        #expect(
            try await Self.sample(stats).analyze().report.treeShaking?.modules.first?.obstacles == [.unnamed])
    }

    @Test("Fields that the stats lack are named, and there are no numbers instead of them")
    func notInStats() async throws {
        let found = try #require(try await Sample(modules: [Sample.app]).analyze().report.treeShaking)
        #expect(found.notInStats == [.usedExports, .providedExports, .optimizationBailout, .sideEffects])
        #expect(found.unused == nil && found.whole == nil && found.unmeasured == nil && found.modules.isEmpty)
        var sample = Self.sample(",\"usedExports\":[],\"providedExports\":[\"x\"]")
        sample.versions = [:]
        let partly = try #require(try await sample.analyze().report.treeShaking)
        #expect(partly.notInStats == [.optimizationBailout, .sideEffects])
        #expect(partly.modules.first?.obstacles == [.notInStats(fields: [.optimizationBailout, .sideEffects])])
    }

    @Test("Marks of a real build", .enabled(if: SharedBuilds.arePresent))
    func real() async throws {
        let found = try #require(try await SharedAnalyses.outcome(of: "webpack-small-v2", .product).report.treeShaking)
        #expect(!found.notInStats.contains(.usedExports))
        #expect((found.unused?.size.raw ?? 0) > 0)
        #expect(found.modules.contains { $0.path == "node_modules/lodash/lodash.js" && $0.use == .unknown })
        #expect(found.modules.allSatisfy { !$0.obstacles.isEmpty })
    }
}
