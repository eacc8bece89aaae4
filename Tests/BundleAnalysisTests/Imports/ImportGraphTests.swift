import Foundation
import Testing

@testable import BundleAnalysis

@Suite("The graph of imports")
struct ImportGraphTests {
    private typealias Sample = ImportSample

    @Test("A concatenation is the module that it is named after; those in it are their own")
    func concatenation() throws {
        let inner = #"""
            , "modules": [{"name": "./src/part.js", "reasons": [\#(Sample.reason("./src/root.js", at: "2:0-9", "./part"))]},
              {"name": "./src/root.js", "reasons": []}]
            """#
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./src/main.js", [Sample.entry()]),
                Sample.module("./src/root.js + 1 modules", [Sample.reason("./src/main.js", at: "5:0-9")], more: inner),
                Sample.module("./src/a.js", [Sample.reason("./src/part.js", outer: "./src/root.js + 1 modules")]),
                Sample.module("./src/b.js", [Sample.reason("./src/root.js + 1 modules")]),
            ]))
        #expect(chains.graph.moduleCount == 5)
        #expect(chains.paths(to: "src/a.js") == ["main": ["src/main.js", "src/root.js", "src/part.js", "src/a.js"]])
        #expect(chains.paths(to: "src/b.js") == ["main": ["src/main.js", "src/root.js", "src/b.js"]])
    }

    @Test("Where the stats leave out what was concatenated, it is imported by the concatenation")
    func hiddenInner() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./main.js + 7 modules", [Sample.entry()]),
                Sample.module("./a.js", [Sample.reason("./main.js")]),
                Sample.module("./b.js", [Sample.reason("./hidden.js", outer: "./main.js + 7 modules")]),
                Sample.module("./c.js", [Sample.reason("./unknown.js")]),
            ]))
        #expect(chains.paths(to: "a.js") == ["main": ["main.js", "a.js"]])
        #expect(chains.paths(to: "b.js") == ["main": ["main.js", "b.js"]])
        #expect(chains.paths(to: "c.js").isEmpty)
    }

    @Test(
        "Kinds of imports that load their module later",
        arguments: [
            ("import()", true), ("import() context lazy", true), ("import() weak", true), ("import() eager", false),
            ("import() context eager", false), ("require.ensure", true), ("require.ensure item", true),
            ("amd require array", true),
            ("dynamic-import", true),
            ("new Worker()", true), ("harmony import specifier", false), ("cjs require", false), ("import-rule", false),
            ("url-token", false), ("require-resolve", false), ("context element", false), ("import", false),
        ])
    func kinds(type: String, isDynamic: Bool) {
        #expect(ImportType(type) == (isDynamic ? .dynamic : .static))
    }

    @Test(
        "Locations of imports",
        arguments: [
            ("3:0-21", 3, 0), ("12:7-14:2", 12, 7), ("main", nil, nil), ("main[0]", nil, nil), ("", nil, nil),
            ("3", nil, nil), ("0:1-2", nil, nil), ("3:x", nil, nil), ("1234567890:1", nil, nil),
        ] as [(String, Int32?, Int32?)])
    func locations(text: String, line: Int32?, column: Int32?) {
        let location = Array(text.utf8).withUnsafeBufferPointer { ImportLocation($0) }
        #expect(location == line.map { ImportLocation(line: $0, column: column ?? -1) } ?? .unknown)
    }

    @Test("One import is kept of several between two modules: not dynamic, first in the file")
    func several() throws {
        let reasons = [
            Sample.reason("./m.js", "import()", at: "1:0-9", "./x?dynamic"),
            Sample.reason("./m.js", "harmony import specifier", at: "9:0-9", "./x?late"),
            Sample.reason("./m.js", at: "", "./x?nowhere"), Sample.reason("./m.js", at: "2:5-9", "./x"),
        ]
        let modules = [Sample.module("./m.js", [Sample.entry()]), Sample.module("./x.js", reasons)]
        for modules in [modules, [modules[0], Sample.module("./x.js", reasons.reversed())]] {
            let chains = try Sample.chains(Sample.webpack(modules))
            #expect(chains.graph.importCount == 1)
            let place = ImportPlace(module: "m.js", specifier: "./x", kind: .static, line: 2, column: 5)
            #expect(chains.firstImport(of: .module(path: "x.js")) == place)
        }
    }

    @Test("Modules without reasons, and ignored ones, are known, and no chain leads to those that nobody imports")
    func withoutReasons() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry()]), #"{"id": "l", "name": "./lonely.js"}"#,
                Sample.module("./node_modules/fs/index.js (ignored)", [Sample.reason("./m.js", at: "1:0-2", "fs")]),
            ]))
        #expect(chains.graph.moduleCount == 3)
        #expect(chains.paths(to: "lonely.js").isEmpty)
        let ignored = "node_modules/fs/index.js (ignored)"
        #expect(chains.paths(to: ignored) == ["main": ["m.js", ignored]])
        #expect(chains.graph.packages.isEmpty)
        let answer = ImportAnswer("lonely.js", in: chains)
        #expect(answer.result == .reason(.init(match: .module(path: "lonely.js"), chains: [], more: 0, importers: [])))
    }

    @Test("Several modules of one entry point begin chains, as webpack 4 and 5 write them")
    func severalOfOne() throws {
        let four = [
            #"{"id": 0, "name": "multi ./a.js ./b.js", "reasons": [{"moduleName": null, "type": "multi entry", "loc": "main"}]}"#,
            Sample.module("./a.js", [Sample.reason("multi ./a.js ./b.js", "single entry", at: "main[0]")]),
            Sample.module("./b.js", [Sample.reason("multi ./a.js ./b.js", "single entry", at: "main:100001")]),
            Sample.module("./x.js", [Sample.reason("./b.js")]),
        ]
        let five = [
            Sample.module("./a.js", [Sample.entry()]), Sample.module("./b.js", [Sample.entry()]),
            Sample.module("./x.js", [Sample.reason("./b.js")]),
        ]
        for modules in [four, five] {
            let chains = try Sample.chains(Sample.webpack(modules))
            #expect(chains.paths(to: "x.js") == ["main": ["b.js", "x.js"]])
            #expect(chains.paths(to: "a.js") == ["main": ["a.js"]])
        }
    }

    @Test("Configurations of one build have their own modules and entry points, whatever their names")
    func configurations() throws {
        let modern = Sample.webpack([
            Sample.module("./m.js", [Sample.entry()]), Sample.module("./x.js", [Sample.reason("./m.js")]),
        ])
        let legacy = Sample.webpack([
            Sample.module("./m.js", [Sample.entry()]), Sample.module("./old.js", [Sample.reason("./m.js")]),
            Sample.module("./x.js", [Sample.reason("./old.js")]),
        ])
        let chains = try Sample.chains("{\"children\": [\(modern), \(legacy)]}")
        #expect(chains.graph.moduleCount == 5)
        #expect(chains.paths(to: "x.js") == ["1/main": ["m.js", "x.js"], "2/main": ["m.js", "old.js", "x.js"]])
        #expect(chains.paths(to: "old.js") == ["2/main": ["m.js", "old.js", "x.js"].dropLast()])
    }

    @Test("An entry point whose chunk also has another's module has only its own")
    func sharedChunk() throws {
        let modules = [
            Sample.module("./a.js", [Sample.entry("a")]),
            Sample.module("./b.js", [Sample.entry("b"), Sample.entry("c")]),
        ]
        let graph = try Sample.chains(Sample.webpack(entries: ["a", "b", "c"], modules)).graph
        #expect(graph.entries.map(\.name) == ["a", "b", "c"] && graph.entries.map(\.modules) == [[0], [1], [1]])
    }

    @Test("esbuild's outputs say which modules they were made for, and its inputs who imports them")
    func esbuild() throws {
        let chains = try Sample.chains(
            """
            {"inputs": {"src/main.ts": {"bytes": 1, "imports": [
               {"path": "src/a.css", "kind": "import-statement", "original": "./a.css"},
               {"path": "src/late.ts", "kind": "dynamic-import", "original": "./late"}]},
              "src/a.css": {"bytes": 1, "imports": [{"path": "src/b.css", "kind": "import-rule", "original": "b.css"}]},
              "src/b.css": {"bytes": 1, "imports": [{"path": "src/p.png", "kind": "url-token", "original": "p.png"}]},
              "src/late.ts": {"bytes": 1, "imports": []}, "src/p.png": {"bytes": 1, "imports": []}},
             "outputs": {"o/main.js": {"bytes": 1, "entryPoint": "src/main.ts", "inputs": {"src/main.ts":
               {"bytesInOutput": 1}}, "imports": [{"path": "o/late.js", "kind": "dynamic-import"}]},
              "o/late.js": {"bytes": 1, "entryPoint": "src/late.ts", "inputs": {}, "imports": []}}}
            """)
        #expect(chains.graph.entries.map(\.name) == ["main"])
        let place = ImportPlace(module: "src/b.css", specifier: "p.png", kind: .static)
        #expect(chains.firstImport(of: .module(path: "src/p.png")) == place)
        #expect(chains.firstImport(of: .module(path: "src/late.ts"))?.kind == .dynamic)
    }

    @Test("Rollup's modules have importers where a plugin adds them, and its chunks the module that they were made for")
    func rollup() throws {
        let bundle = """
            {"main.js": {"fileName": "main.js", "type": "chunk", "name": "main", "isEntry": true,
              "facadeModuleId": "/shop/src/main.js", "modules": {
               "/shop/src/b.js": {"renderedLength": 3, "importers": ["/shop/src/a.js"], "dynamicImporters": []},
               "/shop/src/a.js": {"renderedLength": 3, "importers": [], "dynamicImporters": ["/shop/src/main.js"]},
               "/shop/src/main.js": {"renderedLength": 3, "importers": []}}}}
            """
        let chains = try Sample.chains(bundle)
        #expect(
            chains.paths(to: "shop/src/b.js") == ["main": ["shop/src/main.js", "shop/src/a.js", "shop/src/b.js"]])
        #expect(chains.chains(to: .module(path: "shop/src/b.js")).chains.map(\.isStatic) == [false])
        let plain = try Sample.chains(
            bundle.replacingOccurrences(of: "importers", with: "x").replacingOccurrences(
                of: "dynamicImporters", with: "y"))
        #expect(!plain.graph.hasImports && plain.graph.entries.count == 1)
        #expect(ImportAnswer("main.js", in: plain).result == .unknown)
    }

    @Test(
        "Stats that do not say which modules entry points begin with: those that import others and that nobody imports")
    func guessedEntries() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js"), Sample.module("./lonely.js"),
                Sample.module("./a.js", [Sample.reason("./m.js")]),
            ]))
        #expect(chains.paths(to: "a.js") == ["main": ["m.js", "a.js"]])
    }

    @Test("Modules and imports beyond the limits are left out, and the graph says so")
    func limits() throws {
        let stats = try Sample.stats(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry()]), Sample.module("./a.js", [Sample.reason("./m.js")]),
                Sample.module("./b.js", [Sample.reason("./a.js"), Sample.reason("./m.js", "import()")]),
            ]))
        let all = ImportGraph(stats)
        #expect(!all.isCut && all.moduleCount == 3 && all.importCount == 3)
        let fewModules = ImportGraph(stats, modules: 2)
        #expect(fewModules.isCut && fewModules.moduleCount == 2 && fewModules.importCount == 1)
        let fewImports = ImportGraph(stats, imports: 2)
        #expect(fewImports.isCut && fewImports.moduleCount == 3 && fewImports.importCount == 2)
        #expect(ImportAnswer("a.js", in: ImportChains(fewImports)).isCut)
    }

    @Test("A build without stats has no graph, and a build with them has one in its outcome")
    func outcome() async throws {
        let without = try await analyze(archive: TarSample.archive([("a.js", "1")]))
        #expect(without.imports.moduleCount == 0 && !without.imports.hasImports)
        let build = try await analyze(archive: SampleBuild.esbuild.archive)
        #expect(build.imports.entries.map(\.name) == build.entryPoints.map(\.name))
        let place = ImportPlace(module: "src/main.js", specifier: "tally", kind: .static)
        let tally = try #require(build.imports.packages.first { $0.name == "tally" })
        let match = ImportMatch.package(name: "tally", version: "1.2.3", path: tally.path)
        #expect(ImportChains(build.imports).firstImport(of: match) == place)
    }
}
