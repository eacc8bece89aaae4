import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Forms of builds")
struct InputFormTests {
    private func archive(stats: String, named name: String = "webpack-stats-1.jsonr.gz") throws -> [UInt8] {
        let member = TarSample.member(name, try TarSample.gzipped(Array(stats.utf8)))
        return member + TarSample.archive(StatsSample.files)
    }

    @Test("JSONR and plain JSON give the same report, packed as tar or as tar.gz")
    func statsForms() async throws {
        let packed = try [StatsSample.json, StatsSample.jsonr].map { try archive(stats: $0) }
        var outcomes: [AnalysisOutcome] = []
        for archive in packed {
            outcomes.append(try await analyze(archive: archive))
            outcomes.append(try await analyze(archive: try TarSample.gzipped(archive), width: 4))
        }
        for outcome in outcomes.dropFirst() { #expect(outcome == outcomes[0]) }
        let report = outcomes[0].report
        #expect(report.assets.map(\.name) == ["main.js", "main.css", "admin.js", "shared.js", "lazy.js", "index.html"])
        #expect(report.entryPoints.map(\.chunkRefs) == [[3, 4, 1], [3, 4, 2]])
        #expect(report.entryPoints.map(\.initialChunkRefs) == [[3, 1], [3, 2]])
        #expect(report.entryPoints.map(\.assetRefs) == [[4, 5, 1, 2, 6], [4, 5, 3]])
        #expect(report.chunks.map(\.exclusive) == [true, true, nil, nil])
        #expect(report.assets.map(\.size.raw) == [19, 19, 20, 14, 12, StatsSample.page.utf8.count])
        #expect(report.entryPoints[0].initialSize.raw == 14 + 19 + 19)
        #expect(outcomes[0].warnings.isEmpty)
    }

    @Test(
        "Stats are recognized by their content under any of these names",
        arguments: [
            "webpack-stats-1.json", "webpack-stats-1.jsonr", "webpack-stats-1.jsonr.gz", "stats.json",
            "deep/down/stats.json.gz", "out.json", "x.jsonr",
        ])
    func names(name: String) async throws {
        for body in [Array(StatsSample.json.utf8), try TarSample.gzipped(Array(StatsSample.json.utf8))] {
            let archive = TarSample.member(name, body) + TarSample.archive(StatsSample.files)
            let report = try await analyze(archive: archive).report
            #expect(report.entryPoints.map(\.name) == ["main", "admin"])
            #expect(report.entryPoints.map(\.score) == [95, 100])
        }
    }

    @Test("A metafile becomes chunks: style sheets by cssBundle, dynamic imports async")
    func metafile() async throws {
        let files = [("dist/meta.json", StatsSample.metafile), ("index.html", StatsSample.page)]
        let outcome = try await analyze(archive: TarSample.archive(files))
        let report = outcome.report
        #expect(report.assets.map(\.name) == ["app.js", "part.js", "later.js", "app.css", "img/logo.svg"])
        #expect(report.entryPoints.map(\.name) == ["app"])
        #expect(report.entryPoints[0].assetRefs == [1, 4, 2, 3])
        #expect(report.entryPoints[0].initialChunkRefs == [1, 2])
        #expect(report.chunks.map(\.async) == [false, false, true])
        #expect(report.entryPoints[0].size == .unmeasured(100))
        #expect(report.entryPoints[0].initialSize == .unmeasured(70))
        #expect(outcome.warnings.count == 1)
    }

    @Test("A metafile's files are found where the metafile says, or by the end of their paths")
    func metafileFiles() async throws {
        for prefix in ["dist/", "public/assets/", ""] {
            let files = [("meta.json", StatsSample.metafile), ("\(prefix)app.js", "let app = 1")]
            let report = try await analyze(archive: TarSample.archive(files)).report
            #expect(report.assets[0].size.raw == 11, "\(prefix)")
        }
    }

    @Test("Without stats all files are one entry point, and a warning says so")
    func noStats() async throws {
        let scripts = StatsSample.files.filter { $0.path != "index.html" }
        let files = scripts + [("data/manifest.json", "{\"a\": 1}"), ("broken.json", "{,}")]
        let outcome = try await analyze(archive: TarSample.archive(files))
        #expect(outcome.report.entryPoints.map(\.name) == ["all"])
        #expect(outcome.report.assets.count == 7)
        #expect(outcome.entryPoints[0].size.raw == outcome.size.raw)
        #expect(
            outcome.warnings == [
                .unreadableFiles(names: ShownNames(["broken.json"])), .noStats(entryPoint: ShownName("all")),
            ])
    }

    @Test("A folder gives what its archive gives")
    func folder() async throws {
        let folder = try TemporaryFolder()
        for file in StatsSample.files { try folder.write("build/\(file.path)", Array(file.text.utf8)) }
        try folder.write("build/stats.json", Array(StatsSample.json.utf8))
        let archive = folder.url.appendingPathComponent("packed.tar.gz")
        let build = folder.url.appendingPathComponent("build")
        _ = try BuildArchiver().pack(build, to: archive)
        let analyzer = BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
        #expect(try await analyzer.analyze(.directory(build)) == analyzer.analyze(.archive(archive)))
        #expect(!folder.contents.contains { $0.hasPrefix("work/") })
    }

    @Test("Files that are missing count with the stats' sizes, and a warning names them")
    func missingFiles() async throws {
        let outcome = try await analyze(archive: TarSample.archive([("stats.json", StatsSample.json)]))
        #expect(outcome.report.assets.map(\.size) == [11, 12, 13, 14, 15, 17].map(AssetSize.unmeasured))
        guard case .missingFiles(let names) = try #require(outcome.warnings.first) else {
            Issue.record("\(outcome.warnings)")
            return
        }
        #expect(outcome.warnings.count == 1 && names.more == 3)
        #expect(names.first == ["main.js", "main.css", "admin.js"].map(ShownName.init))
    }

    @Test("A missing publicPath counts as empty")
    func noPublicPath() async throws {
        let stats = StatsSample.json.replacingOccurrences(of: #""publicPath": "/static/","#, with: "")
        let outcome = try await analyze(archive: TarSample.archive([("stats.json", stats)] + StatsSample.files))
        #expect(outcome.report.entryPoints.count == 2)
    }

    private static let stats = ShownName("stats.json")

    @Test(
        "Stats that cannot be used fail with what is wrong, and where",
        arguments: [
            ("{\"entrypoints\": {,}", "webpack-stats-1.jsonr.gz", comma("webpack-stats-1.jsonr.gz")),
            ("{\"entrypoints\": {,}", "stats.json", comma("stats.json")),
            (
                "[\n1] x", "stats.json",
                .malformed(
                    file: stats, position: StatsPosition(line: 2, column: 4, byte: 5),
                    defect: .unexpected(found: .character(text: ShownName("x")), expected: .endOfFile))
            ),
            ("{\"assets\": [], \"chunks\": [], \"entrypoints\": {}}", "stats.json", .noEntryPoints(file: stats)),
            ("{\"assets\": [], \"chunks\": []}", "stats.json", .noEntryPoints(file: stats)),
            ("{\"assets\": [], \"entrypoints\": {\"a\": {}}}", "stats.json", .noChunks(file: stats)),
            (
                "{\"inputs\": {}, \"outputs\": {\"a.js\": {\"bytes\": 1, \"inputs\": {}}}}", "any.json",
                .noMetafileEntryPoints(file: ShownName("any.json"))
            ),
            (
                "{\"assets\": [], \"chunks\": [{\"id\": 1}], \"entrypoints\": {\"a\": {\"chunks\": [1]}}}",
                "stats.json",
                .noFiles(file: stats)
            ),
            (
                "{\"a.js\": {\"fileName\": \"a.js\", \"type\": \"chunk\"}}", "stats.json",
                .noEntryPoints(file: stats)
            ),
            (
                "\u{1}\u{2}", "webpack-stats-1.mp.gz",
                .malformed(
                    file: ShownName("webpack-stats-1.mp.gz"), position: StatsPosition(line: 1, column: 1, byte: 0),
                    defect: .unexpected(found: .byte(value: 1), expected: .value))
            ),
        ] as [(String, String, StatsProblem)])
    func unusable(stats: String, name: String, problem: StatsProblem) async throws {
        let archive = TarSample.archive([(name, stats)] + StatsSample.files)
        #expect(try await failure(of: archive) == .stats(problem))
    }

    private static func comma(_ name: String) -> StatsProblem {
        .malformed(
            file: ShownName(name), position: StatsPosition(line: 1, column: 18, byte: 17),
            defect: .unexpected(found: .character(text: ShownName(",")), expected: .keyOrBrace))
    }

    @Test("Broken stats do not matter where others are found, but are told of")
    func otherStats() async throws {
        let files = [("webpack-stats-1.json", "{"), ("stats.json", StatsSample.json)] + StatsSample.files
        let outcome = try await analyze(archive: TarSample.archive(files))
        #expect(outcome.report.entryPoints.count == 2)
        #expect(outcome.warnings.count == 1)
    }

    @Test("The machine's faults are told apart from the build's")
    func machine() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("upload", TarSample.archive(StatsSample.files))
        let missing = folder.url.appendingPathComponent("missing")
        for (source, work) in [(missing, folder.url), (file, file)] {
            await #expect { try await BundleAnalyzer(workFolder: work).analyze(.archive(source)) } throws: { error in
                (error as? AnalysisFailure)?.kind == .machine
            }
        }
    }

    @Test("A cancelled task ends as cancelled and leaves nothing")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("upload", TarSample.archive(StatsSample.files))
        let work = folder.url.appendingPathComponent("work")
        let kind = await withTaskGroup(of: AnalysisFailure.Kind?.self) { group in
            group.cancelAll()
            group.addTask {
                do throws(AnalysisFailure) {
                    _ = try await BundleAnalyzer(workFolder: work).analyze(.archive(file))
                    return nil
                } catch { return error.kind }
            }
            return await group.next() ?? nil
        }
        #expect(kind == .cancelled)
        #expect(folder.contents.sorted() == ["upload", "work"])
    }

    @Test("Progress goes from the archive to the audits")
    func progress() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("upload", TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
        let (steps, continuation) = AsyncStream.makeStream(of: AnalysisProgress.self)
        _ = try await BundleAnalyzer(workFolder: folder.url).analyze(.archive(file)) { continuation.yield($0) }
        continuation.finish()
        var seen: [AnalysisProgress] = []
        for await step in steps { seen.append(step) }
        #expect(
            seen == [
                .unpacking(members: 8), .readingStats(path: "stats.json"), .measuring(done: 6, total: 6), .auditing,
            ])
    }
}
