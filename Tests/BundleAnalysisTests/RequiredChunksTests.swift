import Testing

@testable import BundleAnalysis

@Suite("strictChunkRelations")
struct RequiredChunksTests {
    /// Two entry points share `shared`, so that webpack lists `lazy` and `other` as children of all three: only `main` loads
    /// `lazy`, and only `admin` loads `other`.
    private static func stats(strict: Bool, sharedFiles: String = #""shared.js""#, more: String = "") -> String {
        let assets = ["main", "admin", "shared", "lazy", "other"].enumerated().map {
            #"{"name":"\#($0.element).js","size":1,"chunks":[\#($0.offset + 1)]}"#
        }
        return """
            {"publicPath":"","strictChunkRelations":\(strict),"assets":[\(assets.joined(separator: ","))],
             "chunks":[
              {"id":1,"initial":true,"entry":true,"files":["main.js"],"children":["lazy",5]},
              {"id":2,"initial":true,"entry":true,"files":["admin.js"],"children":["lazy",5]},
              {"id":3,"initial":true,"files":[\(sharedFiles)],"children":["lazy",5]},
              {"id":"lazy","files":["lazy.js"],"children":[]},{"id":5,"files":["other.js"],"children":[]}],
             "entrypoints":{"main":{"chunks":[3,1]},"admin":{"chunks":[3,2]}}\(more)}
            """
    }

    private static func chunk(_ code: String) -> String {
        "(self.webpackChunk=self.webpackChunk||[]).push([[1],{11:(e,t,n)=>{\(code)}}])"
    }

    private static let scripts = [
        ("main.js", chunk("n.e(\"lazy\").then(n.bind(n,4))")), ("admin.js", chunk("Promise.all([n.e(5)])")),
        ("shared.js", chunk("e.exports=[\"lazy\",5]")), ("lazy.js", chunk("")), ("other.js", chunk("")),
    ]

    private func outcome(_ stats: String, without name: String = "") async throws -> AnalysisOutcome {
        try await analyze(archive: TarSample.archive([("stats.json", stats)] + Self.scripts.filter { $0.0 != name }))
    }

    private func files(_ outcome: AnalysisOutcome) -> [[String]] {
        outcome.report.entryPoints.map { $0.assetRefs.map { outcome.report.assets[$0 - 1].name } }
    }

    @Test("Only the children count that the code of a chunk loads")
    func strict() async throws {
        let strict = try await outcome(Self.stats(strict: true))
        #expect(files(strict) == [["shared.js", "main.js", "lazy.js"], ["shared.js", "admin.js", "other.js"]])
        #expect(strict.warnings == [])
        let all = try await outcome(Self.stats(strict: false))
        #expect(files(all).allSatisfy { Set($0).isSuperset(of: ["lazy.js", "other.js"]) })
    }

    @Test("A chunk of style sheets alone loads nothing")
    func styleSheets() async throws {
        let strict = try await outcome(Self.stats(strict: true, sharedFiles: #""shared.css""#))
        #expect(files(strict) == [["main.js", "lazy.js"], ["admin.js", "other.js"]])
    }

    @Test("Chunks whose scripts are not in the build keep all children, and a warning names the scripts")
    func missing() async throws {
        let strict = try await outcome(Self.stats(strict: true), without: "shared.js")
        #expect(files(strict).allSatisfy { Set($0).isSuperset(of: ["lazy.js", "other.js"]) })
        #expect(strict.warnings.contains(.unreadChunkScripts(names: ShownNames(["shared.js"]))))
        let other = try await outcome(Self.stats(strict: true), without: "other.js")
        #expect(files(other) == [["shared.js", "main.js", "lazy.js"], ["shared.js", "admin.js", "other.js"]])
        #expect(!other.warnings.contains { if case .unreadChunkScripts = $0 { true } else { false } })
    }

    @Test("esbuild's stats say what a script imports: its children stay")
    func metafile() async throws {
        let outputs = #"{"main.js":{"bytes":1,"inputs":{"a.js":{"bytesInOutput":1}}}}"#
        let metafile = #","metafile":{"inputs":{},"outputs":\#(outputs)}"#
        let strict = try await outcome(Self.stats(strict: true, more: metafile))
        #expect(files(strict).allSatisfy { Set($0).isSuperset(of: ["lazy.js", "other.js"]) })
        #expect(!strict.warnings.contains { if case .unreadChunkScripts = $0 { true } else { false } })
    }

    @Test("Chunks that refer to too many scripts are refused")
    func references() throws {
        var stats = BuildStats()
        stats.strictChunkRelations = true
        let names = (0..<4_000).map { "\($0).js" }
        stats.chunks = (0..<3_000).map { BuildStats.Chunk(id: "\($0)", files: names, children: ["x"]) }
        let folder = try TemporaryFolder()
        let members = try Unpacker(limits: .standard, folder: try PrivateFolder(in: folder.url))
            .unpack(try folder.write("a.tar", TarSample.archive([("a.txt", "")]))) { _ in }
        let required = try #require(try RequiredChunks(stats, [], members))
        let error = #expect(throws: AnalysisFailure.self) { try required.apply(to: &stats.chunks) }
        #expect(error == .stats(.tooManyReferences(limit: StatsLimits.references)))
    }
}
