import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Entry points")
struct EntryPointTests {
    private func report(_ stats: String, _ files: [(path: String, text: String)] = []) async throws -> Report {
        try await analyze(archive: TarSample.archive([("stats.json", stats)] + files)).report
    }

    private func stats(_ more: String = "", publicPath: String = "/static/") -> String {
        StatsSample.json.replacingOccurrences(of: "\"/static/\"", with: "\"\(publicPath)\"")
            .replacingOccurrences(of: "\"htmlExclusive\": true", with: more.isEmpty ? "\"x\": 1" : more)
    }

    @Test("A page belongs to the chunks whose scripts it loads; with htmlExclusive only to those of one entry point")
    func pages() async throws {
        let page = [("index.html", StatsSample.page)]
        let exclusive = try await report(stats("\"htmlExclusive\": true"), page)
        #expect(exclusive.entryPoints.map { $0.assetRefs.contains(6) } == [true, false])
        #expect(exclusive.chunks.map { $0.assetRefs.contains(6) } == [true, false, false, false])
        let shared = try await report(stats(), page)
        #expect(shared.entryPoints.map { $0.assetRefs.contains(6) } == [true, true])
        #expect(shared.chunks.map { $0.assetRefs.contains(6) } == [true, false, true, false])
    }

    @Test(
        "Scripts are matched with the public path taken off, or as the page sees them",
        arguments: [
            ("https://cdn.example.com/x/", "https://cdn.example.com/x/main.js", true), ("", "main.js", true),
            ("", "./main.js", true), ("auto", "/main.js", true), ("/a/", "/b/main.js", false),
            ("/", "/main.js?x#y", true),
        ])
    func scripts(publicPath: String, source: String, attached: Bool) async throws {
        let page = [("index.html", "<script src='\(source)'>")]
        let report = try await report(stats(publicPath: publicPath), page)
        #expect(report.entryPoints[0].assetRefs.contains(6) == attached)
    }

    @Test("A page is not attached to a chunk that is loaded later")
    func lazyPages() async throws {
        let report = try await report(stats(), [("index.html", "<script src=/static/lazy.js></script>")])
        #expect(report.entryPoints.allSatisfy { !$0.assetRefs.contains(6) })
    }

    @Test("Auxiliary files count only if asked for, files that modules emit always")
    func auxiliary() async throws {
        func text(_ more: String) -> String {
            """
            {"assets": [{"name": "a.js", "size": 1, "chunks": [0]}, {"name": "b.svg", "size": 2, "chunks": []},
              {"name": "c.woff2", "size": 4, "chunks": []}],
             "chunks": [{"id": 0, "initial": true, "files": ["a.js", "gone.js"], "auxiliaryFiles": ["b.svg"],
               "modules": [{"name": "./a.js", "assets": [], "modules": [{"name": "./b.js", "assets": ["c.woff2"]}]}]}],
             "entrypoints": {"m": {"chunks": [0, 77]}} \(more)}
            """
        }
        let without = try await report(text(""))
        #expect(without.entryPoints[0].assetRefs == [1, 3])
        #expect(without.entryPoints[0].initialSize.raw == 5)
        #expect(try await report(text(", \"includeAuxiliary\": t")).entryPoints[0].size.raw == 7)
    }

    @Test("Intermediate assets are listed but not counted")
    func intermediate() async throws {
        let text = """
            {"assets": [{"name": "a.js", "size": 1, "chunks": [0]},
              {"name": "b.js", "size": 2, "chunks": [0], "intermediate": true}],
             "chunks": [{"id": "x", "initial": true, "files": ["a.js", "b.js"]}], "entrypoints": {"m": {"chunks": ["x"]}}}
            """
        let report = try await report(text)
        #expect(report.entryPoints[0].assetRefs == [1, 2])
        #expect(report.entryPoints[0].size.raw == 1)
        #expect(report.assets.map(\.intermediate) == [nil, true])
    }

    @Test("Assets are skipped, cleaned and typed by their names")
    func assets() async throws {
        let names = [
            "a.js?v=1#x", "b.mjs", "c.js.map", "d.js.LICENSE.txt", "e.css", "f.HTML", "g.svg", "h.woff2", "i.mp3",
            "j.wasm", "noextension", "k/l.otf", "a.js",
        ]
        let list = names.map { "{\"name\": \"\($0)\", \"size\": 1, \"chunks\": [0]}" }.joined(separator: ",")
        let text = """
            {"assets": [\(list)], "chunks": [{"id": 0, "initial": true, "files": ["e.css"]}],
             "entrypoints": {"m": {"chunks": [0]}}}
            """
        let report = try await report(text)
        #expect(report.assets.map(\.ref) == Array(1...10))
        #expect(report.assets.prefix(3).map(\.name) == ["a.js", "b.mjs", "e.css"])
        #expect(report.assets.map(\.type) == [.js, .js, .css, .html, .image, .font, .media, .other, .other, .font])
        #expect(report.entryPoints[0].size == .unmeasured(1))
    }

    @Test("Next.js names lose everything up to the pages folder")
    func nextNames() {
        #expect(EntryPoints.name("static/chunks/pages/shop/cart") == "shop/cart")
        #expect(EntryPoints.name("main") == "main")
        #expect(EntryPoints.name("pages/a") == "pages/a")
    }

    @Test("Chunks that load each other in a ring, or in a very long chain, are walked once each")
    func rings() throws {
        var stats = BuildStats()
        let count = 50_000
        stats.chunks = (0..<count).map { index in
            BuildStats.Chunk(id: "\(index)", isInitial: true, children: ["\((index + 1) % count)", "0", "gone"])
        }
        stats.entryPoints = [BuildStats.EntryPoint(name: "m", chunks: ["0"])]
        #expect(try EntryPoints(stats, assets: []).all[0].chunks == Array(0..<count))
    }

    @Test("More references than a report can hold are refused")
    func references() throws {
        var stats = BuildStats()
        let count = 3_000
        stats.chunks = (0..<count).map { BuildStats.Chunk(id: "\($0)", isInitial: true, children: ["\($0 + 1)"]) }
        stats.entryPoints = (0..<4_000).map { BuildStats.EntryPoint(name: "\($0)", chunks: ["0"]) }
        let error = #expect(throws: AnalysisFailure.self) { try EntryPoints(stats, assets: []) }
        #expect(error == .stats(.tooManyReferences(limit: StatsLimits.references)))
    }

    @Test("Sizes that no file can have do not overflow the sums")
    func hugeSizes() async throws {
        let text = """
            {"assets": [{"name": "a.js", "size": 9e300, "chunks": [0]}, {"name": "b.js", "size": -5, "chunks": [0]},
              {"name": "c.js", "size": "x", "chunks": [0]}],
             "chunks": [{"id": 0, "initial": true, "files": ["a.js", "b.js", "c.js"]}],
             "entrypoints": {"m": {"chunks": [0]}}}
            """
        #expect(try await report(text).entryPoints[0].size.raw == StatsLimits.assetBytes)
    }
}
