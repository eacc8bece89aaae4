import Foundation
import Testing

@testable import BundleAnalysis

@Suite("The modules of stats")
struct StatsModulesTests {
    private func stats(_ text: String) throws -> BuildStats {
        try Array(text.utf8).withUnsafeBytes { bytes in
            guard case .stats(let stats)? = try StatsFormats.read(StatsOutline(bytes)) else { throw NotStats() }
            return stats
        }
    }

    private struct NotStats: Error {}

    private func webpack(chunks: [String], top: String? = nil, more: String = "") -> String {
        let list = chunks.enumerated().map { index, modules in
            #"{"id": \#(index), "names": ["c\#(index)"], "initial": true, "files": ["\#(index).js"], "children": []\#(modules)}"#
        }
        return """
            {"assets": [], "chunks": [\(list.joined(separator: ", "))], \(more)
             \(top.map { "\"modules\": \($0), " } ?? "") "entrypoints": {"c0": {"chunks": [0]}}}
            """
    }

    private func names(_ modules: StatsModules, _ indices: some Sequence<Int>) -> [String] {
        indices.map { modules.names[modules.all[$0].name] }
    }

    private func members(_ modules: StatsModules, _ chunk: Int) -> [String] {
        names(modules, modules.members(ofChunk: chunk).map(Int.init))
    }

    @Test("A module is kept once, with all chunks that list it, whether its id comes first or last")
    func once() throws {
        let modules = try stats(
            webpack(chunks: [
                #", "modules": [{"id": 1, "name": "./a.js", "size": 10}, {"name": "./b.js", "size": 20, "id": "b"}]"#,
                #", "modules": [{"name": "./b.js", "size": 99, "id": "b"}, {"id": 1, "name": "./a.js"}, {"id": 1}]"#,
            ])
        ).modules
        #expect(modules.all.map(\.size) == [10, 20])
        #expect(modules.all.map { modules.names[$0.id] } == ["1", "b"])
        #expect(modules.all.map(\.isNumber) == [true, false])
        #expect(members(modules, 0) == ["./a.js", "./b.js"])
        #expect(members(modules, 1) == ["./b.js", "./a.js"])
    }

    @Test("Modules that are only at the top, only in chunks, or partly in both are joined")
    func joined() throws {
        let top = """
            [{"id": 1, "name": "./a.js", "chunks": [0]}, {"type": "modules by path", "children": [
              {"id": 2, "name": "./b.js", "chunks": [1, 0, 77]}, {"id": null, "name": "./orphan.js", "chunks": []}]},
             {"type": "hidden modules", "filteredChildren": 3}]
            """
        let modules = try stats(
            webpack(
                chunks: [#", "modules": [{"id": 1, "name": "./a.js"}, {"id": 3, "name": "./c.js"}]"#, ""], top: top)
        ).modules
        #expect(members(modules, 0) == ["./a.js", "./c.js", "./b.js"])
        #expect(members(modules, 1) == ["./b.js"])
        #expect(modules.all.count == 3)
    }

    @Test("Inner modules, emitted files, reasons and side effects belong to their module")
    func lists() throws {
        let module = """
            , "modules": [{"id": 1, "name": "./a.js + 1 modules", "nameForCondition": "/x/a.js", "identifier": "i",
              "assets": ["a.svg"], "modules": [{"id": null, "name": "./a.js"}, {"id": null, "name": "./b.js",
                "assets": ["b.woff2"], "modules": [{"name": "./deep.js"}]}],
              "reasons": [{"moduleName": "./m.js", "type": "import()", "loc": "3:0-9", "userRequest": "./a"},
                {"moduleName": null, "type": "import() eager", "loc": ""}],
              "optimizationBailout": ["Statement (ExpressionStatement) with side effects in source code at 1:0-9", "Other"]}]
            """
        let found = try stats(webpack(chunks: [module]))
        let modules = found.modules
        let outer = try #require(modules.all.first)
        #expect(names(modules, modules.inner[outer.inner]) == ["./a.js", "./b.js"])
        #expect(modules.names[outer.condition] == "/x/a.js" && modules.names[outer.identifier] == "i")
        #expect(found.chunks[0].moduleAssets == ["a.svg", "b.woff2"])
        #expect(outer.isDynamic)
        let reason = try #require(modules.reasons[outer.reasons].first)
        let texts = [reason.module, reason.type, reason.location, reason.request].map { modules.names[$0] }
        #expect(texts == ["./m.js", "import()", "3:0-9", "./a"])
        #expect(modules.sideEffects[outer.sideEffects].count == 1)
        #expect(members(modules, 0) == ["./a.js + 1 modules"])
    }

    @Test("Modules that are inside of themselves, or twice in each of many others, are gone through once")
    func rings() throws {
        let doubled = (1..<64).map { #"{"id": \#($0), "name": "./\#($0).js", "modules": [\#(twice($0 - 1))]}"# }
        let ring = #"{"id": 0, "name": "./0.js", "assets": ["a.svg"], "modules": [{"id": 0}]}"#
        let list = ([ring] + doubled).joined(separator: ", ")
        let found = try stats(webpack(chunks: [#", "modules": [\#(list)]"#]))
        #expect(found.chunks[0].moduleAssets == ["a.svg"])
        #expect(members(found.modules, 0).count == 64)
    }

    private func twice(_ id: Int) -> String { #"{"id": \#(id)}, {"id": \#(id)}"# }

    @Test(
        "Exports tell ESM from CommonJS, and how many are not used",
        arguments: [
            (#""usedExports": null, "providedExports": null"#, false, 0),
            (#""usedExports": n, "providedExports": n"#, false, 0), (#""x": 1"#, true, 0),
            (#""usedExports": true, "providedExports": null"#, true, 0),
            (#""usedExports": ["a"], "providedExports": ["a", "b", "c"]"#, true, 2),
            (#""providedExports": ["a", "b"], "usedExports": []"#, true, 2),
            (#""usedExports": false, "providedExports": ["a"]"#, true, 0),
            (#""usedExports": ["a", "b"], "providedExports": ["a"]"#, true, 0),
        ])
    func exports(members: String, isESM: Bool, unused: Int) throws {
        let modules = try stats(webpack(chunks: [#", "modules": [{"id": 1, "name": "./a.js", \#(members)}]"#])).modules
        #expect(modules.all.map(\.isESM) == [isESM])
        #expect(modules.all.map(\.unusedExports) == [unused])
    }

    @Test(
        "A module is dynamic if all of its imports are",
        arguments: [
            ("[]", true), (#"[{"type": "import()"}]"#, true), (#"[{"type": "import()"}, {"type": "entry"}]"#, false),
            (#"[{"type": "require.ensure item"}, {"type": "module.hot.accept"}]"#, true),
            (#"[{"type": "dynamic-import"}]"#, false), ("null", false),
        ])
    func dynamic(reasons: String, isDynamic: Bool) throws {
        let module = #", "modules": [{"id": 1, "name": "./a.js", "reasons": \#(reasons)}]"#
        #expect(try stats(webpack(chunks: [module])).modules.all.map(\.isDynamic) == [isDynamic])
    }

    @Test("References that lead from one module into another end at the limit of nesting")
    func nesting() throws {
        var text = #"{"name": "./0.js"}$0"#
        for level in 1...50 {
            text += #", {"name": "./\#(level).js", "modules": [\#(name(level - 1))]}\#(name(level))"#
        }
        let modules = try stats(webpack(chunks: [#", "x": [\#(text)], "modules": [\#(name(50))]"#])).modules
        #expect(modules.all.count == ModuleReader.depthLimit)
    }

    private func name(_ index: Int) -> String {
        "$" + String(Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")[index])
    }

    @Test("Versions of packages, and which of their files have side effects")
    func packages() throws {
        let versions = """
            "packageVersions": [{"name": "node_modules/a", "version": "1.0.0", "sideEffects": true},
              {"name": "node_modules/b", "version": "2.0.0", "sideEffects": ["./x.js"]},
              {"name": "node_modules/c", "version": "3.0.0", "sideEffects": "implicitly"}, {"version": "4"},
              {"name": "node_modules/d", "version": "4.0.0"}],
            """
        let packages = try stats(webpack(chunks: [""], more: versions)).packages
        #expect(packages.map(\.path) == ["a", "b", "c", "d"].map { "node_modules/\($0)" })
        #expect(packages.map(\.version) == ["1.0.0", "2.0.0", "3.0.0", "4.0.0"])
        #expect(packages.map(\.sideEffects) == [.all, .files(["./x.js"]), .implicit, .none])
    }

    @Test("A metafile says which inputs are in which output, and who imports them")
    func metafile() throws {
        let found = try stats(
            """
            {"inputs": {"src/a.ts": {"bytes": 50, "format": "esm", "imports": [
               {"path": "node_modules/b/b.js", "kind": "import-statement", "original": "b"},
               {"path": "src/c.ts", "kind": "dynamic-import", "original": "./c"},
               {"path": "fs", "kind": "require-call", "external": true}]},
              "node_modules/b/b.js": {"bytes": 60, "format": "cjs", "imports": []}, "src/c.ts": {"bytes": 7, "imports": []}},
             "outputs": {"dist/a.js": {"bytes": 70, "entryPoint": "src/a.ts", "imports": [{"path": "dist/c.js",
               "kind": "dynamic-import"}], "inputs": {"src/a.ts": {"bytesInOutput": 40},
               "node_modules/b/b.js": {"bytesInOutput": -3}}},
              "dist/c.js": {"bytes": 5, "imports": [], "inputs": {"src/c.ts": {"bytesInOutput": 5}}}}}
            """)
        let modules = found.modules
        #expect(names(modules, modules.all.indices) == ["src/a.ts", "node_modules/b/b.js", "src/c.ts"])
        #expect(modules.all.map(\.size) == [50, 60, 7])
        #expect(modules.all.map(\.isESM) == [true, false, true])
        #expect(modules.all.map(\.isDynamic) == [false, false, true])
        let output = try #require(modules.outputs["a.js"])
        #expect(modules.parts[output.parts].map(\.bytes) == [40, 0] && !output.isBeforeMinification)
        #expect(members(modules, 0) == ["src/a.ts", "node_modules/b/b.js"])
        #expect(members(modules, 1) == ["src/c.ts"])
        let reason = try #require(modules.reasons[modules.all[1].reasons].first)
        #expect(
            [reason.module, reason.type, reason.request].map { modules.names[$0] } == [
                "src/a.ts", "import-statement", "b",
            ])
    }

    @Test("Rollup's bundle says what each module was before minification, in UTF-8")
    func rollup() throws {
        let chunk = """
            {"fileName": "a.js", "type": "chunk", "name": "a", "isEntry": true, "modules": {"/x/a.js": {"code": "é",
              "renderedLength": 1, "originalLength": 9, "removedExports": ["y"]}, "/x/b.js": {"renderedLength": 7}}}
            """
        let modules = try stats("{\"a.js\": \(chunk)}").modules
        let output = try #require(modules.outputs["a.js"])
        #expect(modules.parts[output.parts].map(\.bytes) == [2, 7] && output.isBeforeMinification)
        #expect(modules.all.map(\.size) == [9, 0])
        #expect(modules.all.map(\.unusedExports) == [1, 0])
        #expect(members(modules, 0) == ["/x/a.js", "/x/b.js"])
    }

    @Test("What the plugins for esbuild and Rollup add to the stats belongs to the modules that are there")
    func addedOutputs() throws {
        let added = """
            "metafile": {"inputs": {"src/a.ts": {"bytes": 1, "format": "cjs", "imports": []}}, "outputs": {"dist/0.js":
              {"bytes": 9, "inputs": {"src/a.ts": {"bytesInOutput": 8}}}}},
            "outputBundle": {"1.js": {"modules": {"src/b.ts": {"code": "12"}}}},
            """
        let list = #", "modules": [{"id": 5, "name": "src/a.ts"}, {"id": 6, "name": "src/b.ts"}]"#
        let text = webpack(chunks: [list, list], more: added)
            .replacingOccurrences(of: #""assets": []"#, with: #""assets": [{"name": "0.js", "path": "dist/0.js"}]"#)
        let modules = try stats(text).modules
        #expect(modules.all.count == 2 && modules.all.allSatisfy(\.isESM))
        let parts = ["0.js", "1.js"].compactMap { modules.outputs[$0] }.flatMap { modules.parts[$0.parts] }
        #expect(parts == [.init(module: 0, bytes: 8), .init(module: 1, bytes: 2)])
    }

    @Test("The modules of several configurations stay those of their chunks")
    func configurations() throws {
        let list =
            #", "modules": [{"id": 1, "name": "./a.js"}, {"id": 2, "name": "./b.js", "modules": [{"name": "./c.js"}]}]"#
        let one = webpack(chunks: [list])
        let other = webpack(chunks: [#", "modules": [{"id": 1, "name": "./x.js"}]"#, list])
        let modules = try stats("{\"children\": [\(one), \(other)]}").modules
        // In the other one, the module with id 1 is another.
        let expected = [["./a.js", "./b.js"], ["./x.js"], ["./x.js", "./b.js"]]
        #expect((0..<3).map { members(modules, $0) } == expected)
        #expect(modules.all.flatMap { names(modules, modules.inner[$0.inner]) } == ["./c.js", "./c.js"])
    }

    @Test("A pool keeps each name once, and any number of them")
    func pool() {
        var pool = NamePool()
        let names = (0..<5_000).map { "name \($0 % 2_500)" }
        let numbers = names.map { pool.intern($0) }
        #expect(pool.count == 2_501 && Set(numbers).count == 2_500)
        #expect(zip(names, numbers).allSatisfy { pool[$1] == $0 && pool.name($0) == $1 })
        #expect(pool.name("other") == nil && pool.intern("") == .empty && pool[.empty] == "")
    }
}
