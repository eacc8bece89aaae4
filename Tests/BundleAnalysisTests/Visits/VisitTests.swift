import Foundation
import Testing

@testable import BundleAnalysis

@Suite("What a visit downloads")
struct VisitTests {
    /// A build of files with known sizes, whose only entry point is the first chunk.
    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        /// Names with what is transferred of them; a script or style sheet is twice as large.
        let files: [(name: String, bytes: Int)]
        /// Files, whether it is loaded later, and the chunks that it loads.
        let chunks: [(files: [String], isLater: Bool, children: [Int])]
        var page: (name: String, text: String)?
        /// Addresses in style sheets.
        var addresses: [String: [String]] = [:]
        /// `name depth`, in order.
        let order: [String]
        let bytes: Int
        /// Milliseconds at Slow 3G, Good 3G, 4G, LTE, WiFi and Cable.
        let times: [Int]

        var testDescription: String { name }

        func visit(room: Int = StatsLimits.visits) throws -> (visit: Visit?, names: [String]) {
            var stats = BuildStats()
            stats.publicPaths = ["/"]
            stats.chunks = chunks.enumerated().map { index, chunk in
                var made = BuildStats.Chunk(id: "\(index)", isInitial: !chunk.isLater, isEntry: index == 0)
                made.files = chunk.files
                made.children = chunk.children.map(String.init)
                return made
            }
            stats.entryPoints = [BuildStats.EntryPoint(name: "main", chunks: ["0"])]
            var all = files
            if let page { all.append((page.name, 500)) }
            let assets = all.enumerated().map { index, file in
                let type = AssetType(name: file.name)
                let size = AssetSize(
                    raw: type.isCode ? file.bytes * 2 : file.bytes, gzip: file.bytes + 1, brotli: file.bytes)
                var asset = MeasuredAsset(
                    ref: index + 1, name: file.name, type: type, size: size, isIntermediate: false,
                    hasSourceMap: false, file: nil)
                if file.name == page?.name { asset.page = page.map { HTMLPage(Array($0.text.utf8)) } }
                asset.addresses = addresses[file.name] ?? []
                return asset
            }
            let entryPoints = try EntryPoints(stats, assets: assets)
            let entryPoint = entryPoints.all[0]
            var planner = VisitPlanner(stats, assets, entryPoints, room: room)
            let visit = planner.visit(entryPoint, entryPoints.assetRefs(of: entryPoint.chunks))
            return (visit, assets.map(\.name))
        }
    }

    /// The times are `rtt × (3 + depth) + bytes ÷ throughput`, worked out by hand.
    static let samples: [Sample] = [
        // No page, one script. Depth 2: 5 round trips. 40,000 bytes: 1,000, 203.45, 26.24, 13.33, 10.17 and 8 ms.
        // 5 × 400 + 1,000 = 3,000; 5 × 150 + 203 = 953; 5 × 170 + 26 = 876; 5 × 70 + 13 = 363; 5 × 10 + 10 = 60; 108.
        Sample(
            name: "a script without a page", files: [("a.js", 40_000)], chunks: [(["a.js"], false, [])],
            order: ["a.js 2"], bytes: 40_000, times: [3_000, 953, 876, 363, 60, 108]),
        // The same with a page of 500 bytes: 40,500 bytes are 1,012.5, 205.99, 26.57, 13.5, 10.3 and 8.1 ms.
        Sample(
            name: "a page with a script", files: [("a.js", 40_000)], chunks: [(["a.js"], false, [])],
            page: ("index.html", "<script src=/a.js></script>"), order: ["index.html 1", "a.js 2"], bytes: 40_500,
            times: [3_013, 956, 877, 364, 60, 108]),
        // Two files at once are not deeper than one. 60,000 bytes: 1,500, 305.18, 39.36, 20, 15.26 and 12 ms.
        Sample(
            name: "a script and a style sheet", files: [("a.js", 40_000), ("a.css", 20_000)],
            chunks: [(["a.js", "a.css"], false, [])], order: ["a.js 2", "a.css 2"], bytes: 60_000,
            times: [3_500, 1_055, 889, 370, 65, 112]),
        // What is loaded later does not count.
        Sample(
            name: "a part that is loaded later", files: [("a.js", 40_000), ("later.js", 9_000)],
            chunks: [(["a.js"], false, [1]), (["later.js"], true, [])], order: ["a.js 2"], bytes: 40_000,
            times: [3_000, 953, 876, 363, 60, 108]),
        // The page names a.js; that imports b.js, and b.js imports c.js: depth 4, 7 round trips.
        // 40,000 + 4,000 + 400 + 500 = 44,900 bytes: 1,122.5, 228.37, 29.46, 14.97, 11.42 and 8.98 ms.
        Sample(
            name: "a chain of imports", files: [("a.js", 40_000), ("b.js", 4_000), ("c.js", 400)],
            chunks: [(["a.js"], false, [1]), (["b.js"], false, [2]), (["c.js"], false, [])],
            page: ("index.html", "<script type=module src=/a.js></script>"),
            order: ["index.html 1", "a.js 2", "b.js 3", "c.js 4"], bytes: 44_900,
            times: [3_923, 1_278, 1_219, 505, 81, 149]),
        // `modulepreload` makes the same chain as flat as its page: depth 2, 5 round trips.
        Sample(
            name: "preloaded imports", files: [("a.js", 40_000), ("b.js", 4_000), ("c.js", 400)],
            chunks: [(["a.js"], false, [1]), (["b.js"], false, [2]), (["c.js"], false, [])],
            page: (
                "index.html",
                "<script src=/a.js></script><link rel=modulepreload href=/b.js><link rel=modulepreload href=/c.js>"
            ),
            order: ["index.html 1", "a.js 2", "b.js 2", "c.js 2"], bytes: 44_900,
            times: [3_123, 978, 879, 365, 61, 109]),
        // Without a page, all initial scripts are taken as named by one.
        Sample(
            name: "imports without a page", files: [("a.js", 40_000), ("b.js", 4_000)],
            chunks: [(["a.js"], false, [1]), (["b.js"], false, [])], order: ["a.js 2", "b.js 2"], bytes: 44_000,
            times: [3_100, 974, 879, 365, 61, 109]),
        // A font is learned of from the style sheet: depth 3, 6 round trips. 30,000 + 20,000 bytes: 1,250, 254.31, 32.8,
        // 16.67, 12.72 and 10 ms.
        Sample(
            name: "a font of a style sheet", files: [("a.css", 30_000), ("f.woff2", 20_000)],
            chunks: [(["a.css", "f.woff2"], false, [])], addresses: ["a.css": ["f.woff2", "gone.woff2"]],
            order: ["a.css 2", "f.woff2 3"], bytes: 50_000, times: [3_650, 1_154, 1_053, 437, 73, 130]),
        // A font that no style sheet names counts as named by the page.
        Sample(
            name: "a font without a style sheet", files: [("a.css", 30_000), ("f.woff2", 20_000)],
            chunks: [(["a.css", "f.woff2"], false, [])], order: ["a.css 2", "f.woff2 2"], bytes: 50_000,
            times: [3_250, 1_004, 883, 367, 63, 110]),
        // The page names a.css; that imports b.css, which names the font: depth 4. Images count in no visit.
        // 10,000 + 5,000 + 20,000 + 500 = 35,500 bytes: 887.5, 180.56, 23.29, 11.83, 9.03 and 7.1 ms.
        Sample(
            name: "a style sheet that imports another",
            files: [("a.css", 10_000), ("b.css", 5_000), ("f.woff2", 20_000), ("i.png", 70_000), ("a.js", 0)],
            chunks: [(["a.css", "b.css", "f.woff2", "i.png", "a.js"], false, [])],
            page: ("index.html", "<link rel=stylesheet href=/a.css><script src=/a.js></script>"),
            addresses: ["a.css": ["b.css", "i.png"], "b.css": ["./f.woff2", "a.css"]],
            order: ["index.html 1", "a.css 2", "a.js 2", "b.css 3", "f.woff2 4"], bytes: 35_500,
            times: [3_688, 1_231, 1_213, 502, 79, 147]),
        // What the page does not name, such as what a server adds, is taken as named by it, and stands with the rest of
        // its depth. 40,000 + 4,000 + 8,000 + 500 = 52,500 bytes: 1,312.5, 267.03, 34.44, 17.5, 13.35 and 10.5 ms.
        Sample(
            name: "a script that nothing names", files: [("a.js", 40_000), ("b.js", 4_000), ("extra.js", 8_000)],
            chunks: [(["a.js"], false, [1, 2]), (["b.js"], false, []), (["extra.js"], false, [])],
            page: ("index.html", "<script src=/b.js></script><script src=/extra.js></script>"),
            order: ["index.html 1", "b.js 2", "extra.js 2", "a.js 2"], bytes: 52_500,
            times: [3_313, 1_017, 884, 368, 63, 111]),
        // Imports in a ring end. 3,000 + 2,000 + 500 = 5,500 bytes: 137.5, 27.97, 3.61, 1.83, 1.4 and 1.1 ms; depth 3.
        Sample(
            name: "imports in a ring", files: [("a.js", 3_000), ("b.js", 2_000)],
            chunks: [(["a.js"], false, [1]), (["b.js"], false, [0])],
            page: ("index.html", "<script src=/a.js></script>"), order: ["index.html 1", "a.js 2", "b.js 3"],
            bytes: 5_500, times: [2_538, 928, 1_024, 422, 61, 121]),
    ]

    @Test("Files in the order in which a browser learns of them, and how long they take", arguments: samples)
    func visits(sample: Sample) throws {
        let (found, names) = try sample.visit()
        let visit = try #require(found)
        #expect(visit.files.map { "\(names[$0.ref - 1]) \($0.depth)" } == sample.order)
        #expect(visit.bytes == sample.bytes)
        #expect(visit.depth == visit.files.map(\.depth).max())
        #expect(visit.page == sample.page?.name)
        #expect(visit.times.map(\.network) == Network.allCases)
        #expect(visit.times.map(\.milliseconds) == sample.times)
    }

    @Test("Nothing is said of a visit that takes more than the limit to find out")
    func limit() throws {
        let ring = try #require(Self.samples.first { $0.name == "imports in a ring" })
        #expect(try ring.visit(room: 2).visit == nil)
        #expect(try ring.visit(room: 100).visit != nil)
    }

    @Test("Brotli counts, else gzip, else the file; fonts and what compression makes larger are as they are")
    func bytes() throws {
        func bytes(_ name: String, _ size: AssetSize) throws -> Int {
            var stats = BuildStats()
            var chunk = BuildStats.Chunk(id: "0", isInitial: true, isEntry: true)
            chunk.files = [name]
            stats.chunks = [chunk]
            stats.entryPoints = [BuildStats.EntryPoint(name: "main", chunks: ["0"])]
            let asset = MeasuredAsset(
                ref: 1, name: name, type: AssetType(name: name), size: size, isIntermediate: false, hasSourceMap: false,
                file: nil)
            let entryPoints = try EntryPoints(stats, assets: [asset])
            var planner = VisitPlanner(stats, [asset], entryPoints)
            let visit = planner.visit(entryPoints.all[0], [1])
            return try #require(visit).bytes
        }
        #expect(try bytes("a.js", AssetSize(raw: 9, gzip: 5, brotli: 4)) == 4)
        #expect(try bytes("a.js", AssetSize(raw: 9, gzip: 5, brotli: nil)) == 5)
        #expect(try bytes("a.js", AssetSize(raw: 9, gzip: nil, brotli: nil)) == 9)
        #expect(try bytes("a.js", AssetSize(raw: 3, gzip: 23, brotli: 7)) == 3)
        #expect(try bytes("a.woff2", AssetSize(raw: 9, gzip: 5, brotli: 4)) == 9)
    }

    @Test("The report of a build has the visits of its entry points, with the style sheets' own addresses")
    func report() async throws {
        let files = [
            ("index.html", "<link rel=stylesheet href=a.css><script type=module src=a.js></script>"),
            ("a.js", "import './b.js'"), ("b.js", "export default 1"),
            ("a.css", "@font-face { src: url(f.woff2) }"), ("f.woff2", "0123456789"),
        ]
        let report = try await analyze(archive: TarSample.archive(files)).report
        let visit = try #require(report.entryPoints.first?.visit)
        #expect(
            visit.files.map { "\(report.assets[$0.ref - 1].name) \($0.depth)" }
                == ["index.html 1", "a.css 2", "a.js 2", "f.woff2 3", "b.js 3"])
        #expect(visit.page == "index.html" && visit.depth == 3)
    }
}
