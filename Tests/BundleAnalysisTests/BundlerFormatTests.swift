import Testing

@testable import BundleAnalysis

@Suite("What esbuild, Rollup and Vite write")
struct BundlerFormatTests {
    private static func outcome(_ stats: (String, String), _ files: [(String, String)]) async throws -> AnalysisOutcome
    {
        try await analyze(archive: TarSample.archive([stats] + files))
    }

    private static func names(_ outcome: AnalysisOutcome) -> [[String]] {
        outcome.report.entryPoints.map { entry in entry.assetRefs.map { outcome.report.assets[$0 - 1].name }.sorted() }
    }

    private static func metafile(_ outputs: [String]) -> (String, String) {
        ("meta.json", #"{"inputs": {}, "outputs": {"# + outputs.joined(separator: ", ") + "}}")
    }

    private static func output(_ path: String, _ entryPoint: String? = nil, _ more: String = "") -> String {
        let source = entryPoint.map { #", "entryPoint": "\#($0)""# } ?? ""
        return #""\#(path)": {"bytes": 1, "inputs": {}\#(source)\#(more)}"#
    }

    @Test(
        "An output with a source is an entry point, whatever its extension",
        arguments: ["out/cli.cjs", "out/cli.mjs", "out/cli"])
    func extensions(path: String) async throws {
        let outcome = try await Self.outcome(Self.metafile([Self.output(path, "src/cli.ts")]), [(path, "12345")])
        #expect(outcome.entryPoints.map(\.name) == ["cli"])
        #expect(outcome.entryPoints.map(\.initialSize.raw) == [5])
    }

    @Test("Pictures and fonts belong to who imports them, through style sheets too; what is external does not")
    func imports() async throws {
        let imports = #"""
            , "cssBundle": "out/a.css", "imports": [{"path": "out/a.png", "kind": "file-loader"},
            {"path": "out/b.png", "kind": "file-loader", "external": true}]
            """#
        let metafile = Self.metafile([
            Self.output("out/a.js", "a.js", imports), Self.output("out/a.png"), Self.output("out/b.png"),
            Self.output("out/a.css", nil, #", "imports": [{"path": "out/f.woff2", "kind": "url-token"}]"#),
            Self.output("out/f.woff2", nil, #", "imports": [{"path": "out/a.css", "kind": "url-token"}]"#),
        ])
        let outcome = try await Self.outcome(metafile, [("a.js", "1")])
        #expect(Self.names(outcome) == [["a.css", "a.js", "a.png", "f.woff2"]])
    }

    @Test("The whole result of `build()` is read")
    func result() async throws {
        let result = #"{"errors": [], "warnings": [], "metafile": \#(StatsSample.metafile)}"#
        #expect(try await Self.outcome(("meta.json", result), []).entryPoints.map(\.name) == ["app"])
    }

    @Test("Names are unique, without folders of the machine and without hashes")
    func entryNames() async throws {
        let metafile = Self.metafile([
            Self.output("out/home/index-ABCD2345.js", "src/home/index.ts"),
            Self.output("out/home/index-QRST2345.css", "styl:/home/somebody/src/home/index.styl"),
            Self.output("out/shop/index-ABCD2346.js", "src/shop/index.ts"),
        ])
        let names = try await Self.outcome(metafile, []).entryPoints.map(\.name)
        #expect(names == ["home/index", "home/index.css", "shop/index"])
        let short = Self.metafile([
            Self.output("out/a.js", "src/a.ts"), Self.output("out/b.css", "styl:/home/somebody/src/b.styl"),
        ])
        #expect(try await Self.outcome(short, []).entryPoints.map(\.name) == ["a", "b"])
    }

    @Test("Rollup's bundle: entries, chunks, style sheets of the same name, and what the code refers to")
    func rollup() async throws {
        let list = StatsSample.bundle.dropFirst().dropLast(2)
        for (name, text) in [("bundle.json", StatsSample.bundle), ("stats.json", StatsSample.bundle)] {
            let outcome = try await Self.outcome((name, text), [])
            #expect(outcome.entryPoints.map(\.name) == ["index"])
            #expect(outcome.report.chunks.map(\.async) == [false, false, true])
            #expect(outcome.entryPoints.map(\.size.raw) == [5 + 3 + 1 + 2 + 4])
            #expect(outcome.entryPoints.map(\.initialSize.raw) == [5 + 3 + 2])
            #expect(!list.isEmpty)
        }
    }

    @Test("The result of Rollup's `generate()` is read")
    func rollupOutput() async throws {
        let output = #"""
            {"output": [{"fileName": "a.js", "type": "chunk", "name": "a", "isEntry": true, "code": "1"},
             {"fileName": "b.js", "type": "chunk", "name": "b", "isEntry": true, "imports": ["a.js"], "code": "22"}]}
            """#
        let outcome = try await Self.outcome(("bundle.json", output), [])
        #expect(outcome.entryPoints.map(\.name) == ["a", "b"])
        #expect(outcome.entryPoints.map(\.size.raw) == [1, 3])
    }

    @Test("Vite's manifest names entry points where there are no stats")
    func viteManifest() async throws {
        let files = [
            ("assets/main-BxW2p0Qa.js", "1"), ("assets/shared-D1xKq0_z.js", "22"), ("assets/later-CafeBab1.js", "333"),
            ("assets/main-D4fGh1Jk.css", "4444"), ("assets/logo-CxZ81aQw.svg", "55555"), ("other.js", "1"),
        ]
        for path in [".vite/manifest.json", "manifest.json"] {
            let outcome = try await Self.outcome((path, StatsSample.manifest), files)
            #expect(outcome.entryPoints.map(\.name) == ["main"])
            #expect(outcome.entryPoints.map(\.size.raw) == [15])
            #expect(outcome.entryPoints.map(\.initialSize.raw) == [7])
            #expect(outcome.warnings == [.entriesWithoutStats(source: .manifest)])
        }
        let stats = try await analyze(
            archive: TarSample.archive(
                [(".vite/manifest.json", StatsSample.manifest), ("stats.json", StatsSample.json)] + StatsSample.files))
        #expect(stats.entryPoints.map(\.name) == ["main", "admin"])
        #expect(stats.warnings.isEmpty)
    }

    @Test(
        "Hashes are taken off names, words are not",
        arguments: [
            ("main.3f2a9b1c.js", "main"), ("index-BxW2p0Qa.css", "index"), ("main-es2015.js", "main-es2015"),
            ("a.module.js", "a.module"), ("settings-page.css", "settings-page"), ("app~1a2b3c4d.js", "app"),
            ("chunk-7BXABGHA.js", "chunk"), ("LICENSE", "LICENSE"), ("jquery.min.js", "jquery.min"), (".js", ""),
        ])
    func hashes(file: String, plain: String) {
        #expect(HashedName.plain(file) == plain)
    }
}
