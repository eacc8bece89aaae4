import Testing

@testable import BundleAnalysis

@Suite("Chains of imports")
struct ImportChainTests {
    private typealias Sample = ImportSample

    @Test("A chain names for each import the module, the specifier, the kind and where it is")
    func places() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./src/main.ts", [Sample.entry()]),
                Sample.module("./src/table.ts", [Sample.reason("./src/main.ts", at: "2:7-30", "./table")]),
                Sample.module(
                    "./node_modules/lodash/lodash.js",
                    [
                        Sample.reason("./src/table.ts", "harmony import specifier", at: "9:4-10", "lodash"),
                        Sample.reason("./src/table.ts", at: "3:0-22", "lodash"),
                    ]),
            ]))
        let chain = try #require(chains.chains(to: .module(path: "node_modules/lodash/lodash.js")).chains.first)
        #expect(
            chain
                == ImportChain(
                    entry: "main", module: "node_modules/lodash/lodash.js", isStatic: true, length: 2,
                    imports: [
                        ImportPlace(module: "src/main.ts", specifier: "./table", kind: .static, line: 2, column: 7),
                        ImportPlace(module: "src/table.ts", specifier: "lodash", kind: .static, line: 3, column: 0),
                    ]))
        #expect(chains.paths(to: "src/main.ts") == ["main": ["src/main.ts"]])
    }

    @Test("A long chain without dynamic imports comes before a short one with them")
    func staticFirst() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry()]), Sample.module("./a.js", [Sample.reason("./m.js")]),
                Sample.module("./b.js", [Sample.reason("./a.js")]),
                Sample.module("./x.js", [Sample.reason("./m.js", "import()"), Sample.reason("./b.js")]),
            ]))
        #expect(chains.paths(to: "x.js") == ["main": ["m.js", "a.js", "b.js", "x.js"]])
    }

    @Test("Where only dynamic imports lead, the shortest chain counts, whatever is on it")
    func onlyDynamic() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry()]), Sample.module("./s1.js", [Sample.reason("./m.js")]),
                Sample.module("./s2.js", [Sample.reason("./s1.js")]),
                Sample.module(
                    "./a.js", [Sample.reason("./s2.js"), Sample.reason("./m.js", "import()", at: "4:2-9", "./a")]),
                Sample.module("./x.js", [Sample.reason("./a.js", "import()")]),
            ]))
        let chain = try #require(chains.chains(to: .module(path: "x.js")).chains.first)
        #expect(!chain.isStatic && chain.length == 2)
        #expect(chain.imports.map(\.module) == ["m.js", "a.js"])
        #expect(chain.imports.map(\.kind) == [.dynamic, .dynamic])
        #expect(chains.paths(to: "a.js") == ["main": ["m.js", "s1.js", "s2.js", "a.js"]])
    }

    @Test("Of equally short chains, the one goes through what the stats list first, but dynamic imports come last")
    func ties() throws {
        let reasons = [Sample.reason("./b.js"), Sample.reason("./a.js")]
        let modules = [
            Sample.module("./m.js", [Sample.entry()]), Sample.module("./a.js", [Sample.reason("./m.js", at: "9:0-1")]),
            Sample.module("./b.js", [Sample.reason("./m.js", at: "1:0-1")]), Sample.module("./x.js", reasons),
        ]
        #expect(try Sample.chains(Sample.webpack(modules)).paths(to: "x.js") == ["main": ["m.js", "a.js", "x.js"]])
        let dynamic = [
            Sample.module("./m.js", [Sample.entry()]), Sample.module("./a.js", [Sample.reason("./m.js", "import()")]),
            Sample.module("./b.js", [Sample.reason("./m.js")]),
            Sample.module("./x.js", reasons.map { $0.replacing("harmony side effect evaluation", with: "import()") }),
        ]
        #expect(try Sample.chains(Sample.webpack(dynamic)).paths(to: "x.js") == ["main": ["m.js", "b.js", "x.js"]])
    }

    @Test("Cycles and imports of itself end")
    func cycles() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry(), Sample.reason("./b.js"), Sample.reason("./m.js")]),
                Sample.module(
                    "./a.js", [Sample.reason("./m.js"), Sample.reason("./a.js", "cjs self exports reference")]),
                Sample.module("./b.js", [Sample.reason("./a.js")]), Sample.module("./c.js", [Sample.reason("./d.js")]),
                Sample.module("./d.js", [Sample.reason("./c.js")]),
            ]))
        #expect(chains.graph.importCount == 5)
        #expect(chains.paths(to: "b.js") == ["main": ["m.js", "a.js", "b.js"]])
        #expect(chains.paths(to: "m.js") == ["main": ["m.js"]])
        #expect(chains.paths(to: "d.js").isEmpty)
        #expect(chains.imports(of: .module(path: "d.js")).map(\.module) == ["c.js"])
    }

    @Test("Each entry point has its chain: those without dynamic imports first, then the shortest")
    func entries() throws {
        let chains = try Sample.chains(
            Sample.webpack(
                entries: ["one", "two", "three", "four"],
                [
                    Sample.module("./1.js", [Sample.entry("one")]), Sample.module("./2.js", [Sample.entry("two")]),
                    Sample.module("./3.js", [Sample.entry("three")]), Sample.module("./4.js", [Sample.entry("four")]),
                    Sample.module("./a.js", [Sample.reason("./2.js")]),
                    Sample.module(
                        "./x.js",
                        [Sample.reason("./1.js", "import()"), Sample.reason("./a.js"), Sample.reason("./3.js")]),
                ]))
        let (found, more) = chains.chains(to: .module(path: "x.js"))
        #expect(found.map(\.entry) == ["three", "two", "one"] && more == 0)
        #expect(found.map(\.isStatic) == [true, true, false])
        #expect(found.map(\.length) == [1, 2, 1])
    }

    @Test(
        "The nearest of a package's modules is the one that a chain leads to, and the import that brought it the last")
    func package() throws {
        let chains = try Sample.chains(
            Sample.webpack([
                Sample.module("./m.js", [Sample.entry()]), Sample.module("./t.js", [Sample.reason("./m.js")]),
                Sample.module("./node_modules/p/far.js", [Sample.reason("./node_modules/p/near.js")]),
                Sample.module("./node_modules/p/near.js", [Sample.reason("./t.js", at: "3:0-9", "p/near")]),
                Sample.module("./node_modules/q/q.js", [Sample.reason("./node_modules/p/far.js", at: "7:0-9", "q")]),
            ]))
        let match = ImportMatch.package(name: "p", version: nil, path: "node_modules/p")
        let chain = try #require(chains.chains(to: match).chains.first)
        #expect(chain.module == "node_modules/p/near.js" && chain.imports.map(\.module) == ["m.js", "t.js"])
        let place = ImportPlace(module: "t.js", specifier: "p/near", kind: .static, line: 3, column: 0)
        #expect(chains.firstImport(of: match) == place)
        // That of a module is the one by which its package was entered.
        #expect(chains.firstImport(of: .module(path: "node_modules/p/far.js")) == place)
        #expect(chains.firstImport(of: .module(path: "node_modules/q/q.js"))?.module == "node_modules/p/far.js")
        #expect(chains.firstImport(of: .module(path: "t.js"))?.module == "m.js")
        #expect(chains.firstImport(of: .module(path: "m.js")) == nil)
        #expect(chains.firstImport(of: .module(path: "nowhere.js")) == nil)
    }

    @Test("A chain of 100,000 imports is found, and its middle is counted")
    func deep() throws {
        var graph = ImportGraph()
        let count = 100_001
        graph.paths = (0..<count).map { graph.texts.intern("\($0).js") }
        graph.packageOf = [Int32](repeating: -1, count: count)
        graph.starts = (0..<Int32(count)).map { $0 } + [Int32(count - 1)]
        graph.imports = (1..<Int32(count)).map {
            ImportGraph.Import(target: $0, isDynamic: false, specifier: .empty, location: .unknown)
        }
        graph.entries = [ImportGraph.Entry(name: "main", modules: [0])]
        let chain = try #require(ImportChains(graph).chains(to: .module(path: "100000.js")).chains.first)
        #expect(chain.length == 100_000 && chain.imports.count == ImportLimits.places)
        #expect(chain.omission == ImportChain.Omission(after: 64, count: 100_000 - 128))
        #expect(chain.imports[63].module == "63.js" && chain.imports[64].module == "99936.js")
        #expect(ImportChains(graph).firstImport(of: .module(path: "100000.js"))?.module == "99999.js")
        #expect(try ImportGraph(decoding: graph.encoded()) == graph)
    }

    @Test("No more chains are told than the limit, and the rest are counted")
    func manyEntries() throws {
        let names = (0..<130).map { "e\($0)" }
        let modules =
            [Sample.module("./x.js", names.map { Sample.reason("./\($0).js") })]
            + names.map { Sample.module("./\($0).js", [Sample.entry($0)]) }
        let (found, more) = try Sample.chains(Sample.webpack(entries: names, modules)).chains(
            to: .module(path: "x.js"))
        #expect(found.map(\.entry) == Array(names.prefix(ImportLimits.chains)) && more == 30)
    }
}
