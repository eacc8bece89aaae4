import Testing

@testable import BundleAnalysis

@Suite("Asking for modules and packages")
struct ImportQueryTests {
    private typealias Sample = ImportSample

    private static let names = [
        "./src/table.ts", "./src/admin/table.ts", "./src/index.ts", "./node_modules/lodash/index.ts",
        "./node_modules/@tiny/greeting/index.js", "./node_modules/a/node_modules/react/react.js",
        "./node_modules/react/react.js", "./src/Straße.ts",
    ]

    private static func query(_ text: String) throws -> ImportQuery.Finding {
        let versions = """
            "packageVersions": [{"name": "node_modules/lodash", "version": "4.17.21"},
             {"name": "node_modules/react", "version": "18.2.0"},
             {"name": "node_modules/a/node_modules/react", "version": "17.0.2"},
             {"name": "node_modules/@tiny/greeting", "version": "0.4.0"}],
            """
        let modules = names.map { Sample.module($0, $0 == "./src/index.ts" ? [Sample.entry()] : []) }
        return ImportQuery(try Sample.chains(Sample.webpack(modules, more: versions)).graph).find(text)
    }

    @Test(
        "A module by its path or the end of it",
        arguments: [
            ("src/table.ts", "src/table.ts"), ("./src/table.ts", "src/table.ts"), ("Straße.ts", "src/Straße.ts"),
            ("admin/table.ts", "src/admin/table.ts"), ("greeting/index.js", "node_modules/@tiny/greeting/index.js"),
        ])
    func module(text: String, path: String) throws {
        #expect(try Self.query(text) == .one(.module(path: path)))
    }

    @Test(
        "A package by its name, with its version, or by its folder",
        arguments: [
            ("lodash", "lodash", "4.17.21", "node_modules/lodash"),
            ("lodash@4.17.21", "lodash", "4.17.21", "node_modules/lodash"),
            ("@tiny/greeting", "@tiny/greeting", "0.4.0", "node_modules/@tiny/greeting"),
            ("@tiny/greeting@0.4.0", "@tiny/greeting", "0.4.0", "node_modules/@tiny/greeting"),
            ("react@17.0.2", "react", "17.0.2", "node_modules/a/node_modules/react"),
            ("node_modules/react", "react", "18.2.0", "node_modules/react"),
        ])
    func package(text: String, name: String, version: String, path: String) throws {
        #expect(try Self.query(text) == .one(.package(name: name, version: version, path: path)))
    }

    @Test("Several modules or copies of a package are all named")
    func several() throws {
        #expect(
            try Self.query("table.ts")
                == .several([.module(path: "src/table.ts"), .module(path: "src/admin/table.ts")], more: 0))
        #expect(
            try Self.query("react")
                == .several(
                    [
                        .package(name: "react", version: "17.0.2", path: "node_modules/a/node_modules/react"),
                        .package(name: "react", version: "18.2.0", path: "node_modules/react"),
                    ], more: 0))
    }

    @Test("No more matches are named than the limit, and the rest are counted")
    func manyMatches() throws {
        let modules = (0..<30).map { Sample.module("./\($0)/x.js", [Sample.entry()]) }
        guard
            case .several(let matches, let more) = ImportQuery(try Sample.chains(Sample.webpack(modules)).graph)
                .find("x.js")
        else { return #expect(Bool(false)) }
        #expect(matches.count == ImportLimits.matches && more == 30 - ImportLimits.matches)
    }

    @Test(
        "What is not there has similar names, by bytes and without regard to case",
        arguments: [
            ("lodahs", ["lodash"]), ("LODASH", ["lodash"]), ("tabel.ts", ["src/admin/table.ts", "src/table.ts"]),
            ("ble.ts", ["src/admin/table.ts", "src/table.ts"]), ("strasse.ts", ["src/Straße.ts"]), ("zzzzzzzz", []),
            ("", []), ("./", []), ("le.ts", ["src/admin/table.ts", "src/table.ts"]),
        ] as [(String, [String])])
    func similar(text: String, names: [String]) throws {
        #expect(try Self.query(text) == .nothing(similar: names))
    }

    @Test("A query of any length is answered")
    func long() throws {
        #expect(try Self.query(String(repeating: "table.ts", count: 10_000)) == .nothing(similar: []))
    }

    @Test("Only the nearest names are suggested")
    func suggestions() {
        var names = SimilarNames(to: Array("chart".utf8))
        for name in ["chart1", "charm", "cart", "chart9", "charts-of-all", "chart1", "carts", "chat", "unrelated"] {
            names.add(Array(name.utf8)) { name }
        }
        #expect(names.best == ["cart", "charm", "chart1", "chart9", "charts-of-all"])
    }
}
