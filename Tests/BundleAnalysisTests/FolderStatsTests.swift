import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("A build without stats")
struct FolderStatsTests {
    private static func outcome(_ files: [(String, String)]) async throws -> AnalysisOutcome {
        try await analyze(archive: TarSample.archive(files))
    }

    private static func names(_ outcome: AnalysisOutcome) -> [String: [String]] {
        let entries = outcome.report.entryPoints.map { entry in
            (entry.name, entry.assetRefs.map { outcome.report.assets[$0 - 1].name }.sorted())
        }
        return Dictionary(entries) { one, _ in one }
    }

    /// What `vite build` writes for two pages that share a module.
    private static let vite = [
        (
            "index.html",
            """
            <link rel="icon" href="/app/logo.svg"><script type="module" crossorigin src="/app/assets/main-BxW2p0Qa.js"></script>
            <link rel="modulepreload" href="/app/assets/shared-D1xKq0_z.js">
            <link rel="stylesheet" href="/app/assets/main-D4fGh1Jk.css">
            """
        ),
        ("about/index.html", #"<script type="module" src="../assets/about-CxZ81aQw.js"></script>"#),
        ("assets/main-BxW2p0Qa.js", #"import{s as t}from"./shared-D1xKq0_z.js";t(()=>import("./later-Cafe1abe.js"))"#),
        ("assets/about-CxZ81aQw.js", #"import"./shared-D1xKq0_z.js";const p="/app/assets/photo-Q1w2E3r4.png""#),
        ("assets/shared-D1xKq0_z.js", "export const s = f => f()"), ("assets/later-Cafe1abe.js", "export default 1"),
        ("assets/main-D4fGh1Jk.css", "@font-face{src:url(./font-Zx81Yw2v.woff2)}"),
        ("assets/later-Ab3dEf6h.css", "a{}"), ("assets/font-Zx81Yw2v.woff2", "font"),
        ("assets/photo-Q1w2E3r4.png", "picture"), ("logo.svg", "<svg/>"), ("robots.txt", "x"),
    ]

    @Test("The pages are the entry points, with what they load, and what that loads")
    func pages() async throws {
        let outcome = try await Self.outcome(Self.vite)
        #expect(
            Self.names(outcome) == [
                "index": [
                    "assets/font-Zx81Yw2v.woff2", "assets/later-Ab3dEf6h.css", "assets/later-Cafe1abe.js",
                    "assets/main-BxW2p0Qa.js", "assets/main-D4fGh1Jk.css", "assets/shared-D1xKq0_z.js", "index.html",
                    "logo.svg",
                ],
                "about/index": [
                    "about/index.html", "assets/about-CxZ81aQw.js", "assets/photo-Q1w2E3r4.png",
                    "assets/shared-D1xKq0_z.js",
                ],
            ])
        #expect(outcome.warnings == [.entriesWithoutStats(source: .pages)])
        let index = try #require(outcome.report.entryPoints.first { $0.name == "index" })
        let late = try #require(outcome.report.assets.first { $0.name == "assets/later-Cafe1abe.js" })
        #expect(outcome.report.chunks.filter { $0.assetRefs.contains(late.ref) }.map(\.async) == [true])
        #expect(index.initialSize.raw < index.size.raw)
    }

    @Test("Without pages, the modules that no other imports are the entry points")
    func imports() async throws {
        let files = [
            ("app-1a2b3c4d.js", #"import { a } from "./part-5e6f7a8b.js"; export { a }"#),
            ("part-5e6f7a8b.js", #"export const a = () => import("./late-9c0d1e2f.js")"#),
            ("late-9c0d1e2f.js", "export default 2"), ("app-99887766.css", "a { background: url('img/a.png') }"),
            ("img/a.png", "1"), ("tool.js", "export const tool = 1"),
        ]
        let outcome = try await Self.outcome(files)
        #expect(
            Self.names(outcome) == [
                "app": ["app-1a2b3c4d.js", "app-99887766.css", "img/a.png", "late-9c0d1e2f.js", "part-5e6f7a8b.js"],
                "tool": ["tool.js"],
            ])
        #expect(outcome.warnings == [.entriesWithoutStats(source: .imports)])
    }

    @Test("Scripts and style sheets that nothing loads are one entry point, with all that is left")
    func rest() async throws {
        let files = Self.vite + [("sw.js", "self.x = 1")]
        let outcome = try await Self.outcome(files)
        #expect(Self.names(outcome)["all"] == ["robots.txt", "sw.js"])
        #expect(outcome.warnings == [.entriesWithoutStats(source: .pages)])
    }

    @Test("Modules that import each other in a ring are what cannot be told")
    func ring() async throws {
        let outcome = try await Self.outcome([("a.js", "import './b.js'"), ("b.js", "import './a.js'")])
        #expect(Self.names(outcome) == ["all": ["a.js", "b.js"]])
        #expect(outcome.warnings == [.noStats(entryPoint: ShownName("all"))])
    }

    @Test(
        "Imports are found, and what only looks like them is not",
        arguments: [
            (#"import a from "./a.js""#, ["./a.js"], []),
            (#"import"./a.js";import'./b.js'"#, ["./a.js", "./b.js"], []),
            (#"import a,{b as c}from"./a.js""#, ["./a.js"], []), (#"import * as a from './a.js'"#, ["./a.js"], []),
            (#"import{"x-y"as z}from"./a.js""#, ["./a.js"], []), (#"export*from"./a.js""#, ["./a.js"], []),
            (#"export * as x from "./a.js""#, ["./a.js"], []), (#"export{a as default}from"./a.js""#, ["./a.js"], []),
            (#"import /* x */ from /* y */ "./a.js""#, ["./a.js"], []), (#"import from from "./a.js""#, ["./a.js"], []),
            (#"x(()=>import("./a.js"))"#, [], ["./a.js"]), (#"import( /* @vite-ignore */ `./a.js`)"#, [], ["./a.js"]),
            (#"`${`${import("./a.js")}`}${{a:{}}}`;import("./b.js")"#, [], ["./a.js", "./b.js"]),
            (#"import(`./${x}.js`)"#, [], []), (#"import(x)"#, [], []), (#"a.import("./a.js")"#, [], []),
            (#"// import "./a.js""#, [], []), (#"/* import "./a.js" */"#, [], []), (#"'import "./a.js"'"#, [], []),
            (#"`import "./a.js"`"#, [], []), (#"a = /import "x"["'/]/; import "./b.js""#, ["./b.js"], []),
            (#"a = b / c; import "./b.js"; d / e"#, ["./b.js"], []), (#"export const a = "./a.js""#, [], []),
            (#"export default function(){}"#, [], []), (#"const important = "./a.js""#, [], []),
            (#"if(x)/"/.test(x);import("./a.js")"#, [], ["./a.js"]), (#"x={}/2;import("./a.js")"#, [], ["./a.js"]),
            (#"f(...import("./a.js"))"#, [], ["./a.js"]), (#"import("./a"+x)"#, [], []),
            (#"import("./a.json",{with:{type:"json"}})"#, [], ["./a.json"]), (#"a?.import("./a.js")"#, [], []),
            (#"import a from"./a.json"with{type:"json"}"#, ["./a.json"], []), (#"import "\x2e/a.js""#, [], []),
            (#"import"#, [], []), (#"import("#, [], []), (#"import {"#, [], []), ("import \"./a", [], []),
            ("`${", [], []),
            ("/", [], []), ("'\\", [], []), ("`\\", [], []),
        ] as [(String, [String], [String])])
    func scanner(script: String, imports: [String], dynamic: [String]) {
        let found = Array(script.utf8).withUnsafeBufferPointer(TokenImportScanner().imports)
        #expect(found.imports == imports)
        #expect(found.dynamicImports == dynamic)
    }

    @Test(
        "Modules are told from scripts",
        arguments: [
            ("import.meta.url", true), ("export {}", true), ("x = 1", false), ("a.export {}", false),
            ("a = { export: 1 }", false),
        ])
    func modules(script: String, isModule: Bool) {
        let found = Array(script.utf8).withUnsafeBufferPointer(TokenImportScanner().imports)
        #expect(found.isModule == isModule)
    }

    @Test(
        "Addresses of style sheets",
        arguments: [
            ("a{b:url(x.png)}", ["x.png"]), ("a{b:URL( 'x y.png' )}", ["x y.png"]), ("@import \"x.css\";", ["x.css"]),
            ("@import url(x.css)", ["x.css"]), ("/* url(x.png) */", []), ("a{b:url(data:x)}", []), ("a{b:url(", []),
            ("@import", []), ("/*", []), ("a{b:url(#x)}", []),
        ])
    func addresses(sheet: String, addresses: [String]) {
        #expect(Array(sheet.utf8).withUnsafeBufferPointer(StyleSheetAddresses.of) == addresses)
    }

    @Test("Mutations of scripts and style sheets never crash")
    func mutations() {
        var random = SeededGenerator(seed: 11)
        let samples = Self.vite.map { Array($0.1.utf8) }
        for round in 0..<2_000 {
            var bytes = samples[round % samples.count]
            random.mutate(&bytes, alphabet: Array("{}()`$\\/*'\"import from export.;".utf8))
            _ = bytes.withUnsafeBufferPointer(TokenImportScanner().imports)
            _ = bytes.withUnsafeBufferPointer(StyleSheetAddresses.of)
        }
    }

    @Test(
        "Files are found by their addresses",
        arguments: [
            ("/a/b.js", "index.html", "a/b.js"), ("b.js", "a/index.html", "a/b.js"),
            ("/base/a/b.js?x", "i.html", "a/b.js"),
            ("https://cdn.example.com/x/a/b.js", "i.html", "a/b.js"), ("//cdn.example.com/a/b.js", "i.html", "a/b.js"),
            ("https://cdn.example.com/c.js", "i.html", nil), ("../c.js", "a/i.html", "c.js"),
            ("../../c.js", "a/i.html", nil),
            ("", "i.html", nil), ("/", "i.html", nil), ("https://", "i.html", nil),
        ] as [(String, String, String?)])
    func paths(address: String, file: String, path: String?) {
        let members = ["a/b.js", "c.js"].map { ($0, Members.Member(path: $0, size: 1, location: .file(path: $0))) }
        let addresses = FileAddresses(Members(Dictionary(uniqueKeysWithValues: members)))
        #expect(addresses.path(of: address, in: file) == path)
    }
}
