import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Stats that lack something, and files that only look like stats")
struct OddStatsTests {
    private static let app = "function app() {}"
    private static let late = "function late() { return 1 }"
    private static let files = [("app.js", app), ("late.js", late)]

    /// Webpack's stats of one entry point that loads a chunk later, with the parts in question replaced.
    private static func stats(
        assets: String = """
        [{"name": "app.js", "size": 1, "chunks": [1]}, {"name": "late.js", "size": 2, "chunks": [2]}]
        """,
        relations: (app: String, late: String) = (#""children": [2]"#, #""children": []"#),
        entryPoints: String = #""entrypoints": {"app": {"chunks": [1]}},"#
    ) -> String {
        """
        {"assets": \(assets), \(entryPoints)
         "chunks": [
          {"id": 1, "names": ["app"], "initial": true, "entry": true, "files": ["app.js"], \(relations.app)},
          {"id": 2, "names": ["late"], "initial": false, "entry": false, "files": ["late.js"], \(relations.late)}]}
        """
    }

    private static func outcome(
        _ stats: [(String, String)], files: [(String, String)] = files
    ) async throws -> AnalysisOutcome {
        try await analyze(archive: TarSample.archive(stats + files))
    }

    private static func expectBoth(_ outcome: AnalysisOutcome, _ warnings: [AnalysisWarning] = []) {
        #expect(outcome.entryPoints.map(\.name) == ["app"])
        #expect(outcome.entryPoints.map(\.size.raw) == [app.utf8.count + late.utf8.count])
        #expect(outcome.entryPoints.map(\.initialSize.raw) == [app.utf8.count])
        #expect(outcome.warnings == warnings)
    }

    private static func note(_ note: StatsNote, _ file: String = "stats.json") -> AnalysisWarning {
        .stats(file: ShownName(file), note: note)
    }

    @Test(
        "What chunks say completes what the rest leaves out",
        arguments: [
            stats(assets: #"[{"name": "app.js", "size": 1}, {"name": "late.js", "size": 2}]"#),
            stats(relations: (#""parents": []"#, #""parents": [1]"#)),
            stats(relations: (#""children": u"#, #""parents": [1]"#)),
            // With one entry point, all that is loaded later is loaded by it.
            stats(relations: (#""x": 1"#, #""x": 1"#)),
            stats(entryPoints: ""),
            stats(entryPoints: #""entrypoints": {"app": {"assets": ["app.js"]}},"#),
            stats(entryPoints: #""entrypoints": {"app": {"assets": [{"name": "app.js"}]}},"#),
            stats().replacingOccurrences(of: #""files": ["app.js"], "#, with: "")
                .replacingOccurrences(of: #""files": ["late.js"], "#, with: ""),
            stats(
                assets: """
                    [{"type": "assets by path", "children": [{"name": "app.js", "size": 1, "chunks": [1]}, {"children":
                     [{"name": "late.js", "size": 2, "chunks": [2]}]}]}]
                    """),
        ])
    func completed(stats: String) async throws {
        Self.expectBoth(try await Self.outcome([("stats.json", stats)]))
    }

    @Test("Files that chunks name are assets, though the list of assets hides them")
    func hiddenAssets() async throws {
        let stats = Self.stats(assets: #"[{"type": "hidden assets", "filteredChildren": 2, "size": 3}]"#)
        let note = StatsNote.unlistedAssets(names: ShownNames(["app.js", "late.js"]))
        Self.expectBoth(try await Self.outcome([("stats.json", stats)]), [Self.note(note)])
    }

    @Test("Without chunk relations and with several entry points, a warning says what is not known")
    func noRelations() async throws {
        let two = #""entrypoints": {"app": {"chunks": [1]}, "other": {"chunks": [1]}},"#
        let stats = Self.stats(relations: (#""x": 1"#, #""x": 1"#), entryPoints: two)
        let outcome = try await Self.outcome([("stats.json", stats)])
        #expect(outcome.warnings == [Self.note(.noChunkRelations)])
        #expect(outcome.entryPoints.map(\.size.raw) == [Self.app.utf8.count, Self.app.utf8.count])
    }

    @Test("Without ids, entry points find their chunks by name, and a warning names what is missing")
    func noIDs() async throws {
        let stats = """
            {"assets": [{"name": "app.js", "size": 1}, {"name": "late.js", "size": 2}],
             "chunks": [{"names": ["app"], "initial": true, "files": ["app.js"]}, {"initial": false, "files": ["late.js"]}],
             "entrypoints": {"app": {"assets": [{"name": "app.js"}]}}}
            """
        Self.expectBoth(try await Self.outcome([("stats.json", stats)]), [Self.note(.noIDs)])
    }

    @Test(
        "Lines around the JSON are stepped over, whatever the tool",
        arguments: ["yarn run v1.22.19\n$ webpack --json\n", "[webpack-cli] Compilation starting\n\n", ""],
        ["", "\nDone in 3.21s.\n"])
    func textAround(before: String, after: String) async throws {
        guard !(before + after).isEmpty else { return }
        let outcome = try await Self.outcome([("stats.json", before + Self.stats() + after)])
        Self.expectBoth(outcome, [Self.note(.textAround)])
        let metafile = before + StatsSample.metafile + after
        #expect(
            try await Self.outcome([("meta.json", metafile)], files: [("app.js", "1")]).warnings.first
                == Self.note(.textAround, "meta.json"))
    }

    @Test("Configurations keep their files and entry points apart")
    func configurations() async throws {
        let files = [("modern/app.js", "1"), ("legacy/app.js", "22"), ("legacy/old.js", "333")]
        let outcome = try await Self.outcome([("stats.json", StatsSample.configurations)], files: files)
        #expect(outcome.entryPoints.map(\.name) == ["modern/app", "legacy/app"])
        #expect(outcome.entryPoints.map(\.size.raw) == [1, 5])
        #expect(outcome.entryPoints.map(\.initialSize.raw) == [1, 2])
        #expect(outcome.warnings.isEmpty)
        // The output folder of one of them alone.
        let part = try await Self.outcome([("stats.json", StatsSample.configurations)], files: [("old.js", "4444")])
        #expect(part.entryPoints.map(\.size.raw) == [10, 24])
    }

    @Test("A configuration that lacks something is left out, and named")
    func incompleteConfiguration() async throws {
        let server = #"{"name": "server", "assets": [], "entrypoints": {"a": {}}}"#
        let outcome = try await Self.outcome([("stats.json", "{\"children\": [\(server), \(Self.stats())]}")])
        Self.expectBoth(outcome, [Self.note(.incompleteConfigurations(names: ShownNames(["server"])))])
    }

    @Test("Configurations inside of configurations are read too")
    func nestedConfigurations() async throws {
        let stats = "{\"children\": [\(StatsSample.configurations)]}"
        let outcome = try await Self.outcome([("stats.json", stats)], files: [("dist/modern/app.js", "1")])
        #expect(outcome.entryPoints.map(\.name) == ["modern/app", "legacy/app"])
    }

    @Test("Of several stats those with the most files that are there are used, and the others are named")
    func several() async throws {
        let other = Self.stats().replacingOccurrences(of: "late.js", with: "gone.js")
        let outcome = try await Self.outcome([("a/stats.json", other), ("b/out.json", Self.stats())])
        Self.expectBoth(outcome, [Self.note(.preferred(others: ShownNames(["a/stats.json"])), "b/out.json")])
        let metafiles = ["cjs", "esm"].map { form in
            (
                "metafile-\(form).json",
                #"{"inputs": {}, "outputs": {"dist/a.\#(form).js": {"bytes": 1, "inputs": {}, "entryPoint": "a.ts"}}}"#
            )
        }
        let chosen = try await Self.outcome(metafiles, files: [("a.esm.js", "1")])
        #expect(chosen.report.assets.map(\.name) == ["a.esm.js"])
        #expect(
            chosen.warnings == [Self.note(.preferred(others: ShownNames([metafiles[0].0])), metafiles[1].0)])
    }

    @Test("Stats of another build are refused, and the scripts that are there are named")
    func foreign() async throws {
        let archive = TarSample.archive([("stats.json", Self.stats()), ("app.3f2a.js", "1")])
        #expect(
            try await failure(of: archive)
                == .stats(.foreign(file: ShownName("stats.json"), scripts: ShownNames(["app.3f2a.js"]))))
    }

    @Test(
        "What only looks like stats is named, and no part of the build",
        arguments: [
            (
                "webpack-stats.json", #"{"status": "done", "chunks": {"app": ["app.js"]}, "publicPath": "/"}"#,
                StatsNote.bundleTracker
            ),
            ("stats.json", #"{"errors": [], "warnings": [], "modules": [{"name": "./a.js"}]}"#, .incomplete),
            ("preview-stats.json", #"{"modules": [{"name": "./a.js"}]}"#, .incomplete),
            ("stats.json", #"{"visitors": 12}"#, .notStats), ("stats.json", "[1, 2]", .notStats),
        ] as [(String, String, StatsNote)])
    func lookalikes(name: String, text: String, note: StatsNote) async throws {
        let outcome = try await Self.outcome([(name, text)])
        #expect(outcome.entryPoints.map(\.size.raw) == [Self.app.utf8.count + Self.late.utf8.count])
        #expect(outcome.warnings == [Self.note(note, name), .noStats(entryPoint: ShownName("all"))])
    }

    @Test("Files of the application are part of the build, whatever their members are called")
    func decoys() async throws {
        let decoys = [
            ("workflow.json", #"{"inputs": {"a": {}}, "outputs": {"b": {"type": "number"}}}"#), ("song.mp", "\u{1}"),
            ("pictures.json", #"{"assets": ["a.png"], "chunks": []}"#),
            ("manifest.json", #"{"name": "App", "icons": [{"src": "a.png"}]}"#),
        ]
        let outcome = try await Self.outcome(decoys)
        #expect(outcome.report.assets.count == decoys.count + 2)
        #expect(outcome.warnings == [.noStats(entryPoint: ShownName("all"))])
    }

    @Test("A copy in another coding is the same file, with stats and without")
    func precompressed() async throws {
        let copies = [("app.js.gz", "1"), ("app.js.br", "1"), ("other.gz", "22")]
        let without = try await Self.outcome(copies)
        #expect(Set(without.report.assets.map(\.name)) == ["app.js", "late.js", "other.gz"])
        let assets = """
            [{"name": "app.js", "size": 1, "chunks": [1]}, {"name": "late.js", "size": 2, "chunks": [2]},
             {"name": "app.js.gz", "size": 1, "chunks": [1]}]
            """
        let stats = Self.stats(assets: assets).replacingOccurrences(
            of: #"["app.js"]"#, with: #"["app.js", "app.js.gz"]"#)
        Self.expectBoth(try await Self.outcome([("stats.json", stats)] + copies))
    }

    @Test("Scripts that no chunk uses are told of with their bytes")
    func workers() async throws {
        let assets = """
            [{"name": "app.js", "size": 1, "chunks": [1]}, {"name": "late.js", "size": 2, "chunks": [2]},
             {"name": "worker.js", "size": 3, "chunks": []}]
            """
        let outcome = try await Self.outcome([("stats.json", Self.stats(assets: assets)), ("worker.js", "12345")])
        Self.expectBoth(outcome, [.unusedScripts(names: ShownNames(["worker.js"]), bytes: 5)])
    }

    @Test("An entry point without files is told of; without any, nothing passes")
    func emptyEntryPoints() async throws {
        let two = #""entrypoints": {"app": {"chunks": [1]}, "other": {"chunks": [77]}},"#
        let outcome = try await Self.outcome([("stats.json", Self.stats(entryPoints: two))])
        #expect(outcome.warnings == [.emptyEntryPoints(names: ShownNames(["other"]))])
        let none = Self.stats(entryPoints: #""entrypoints": {"other": {"chunks": [77]}},"#)
        #expect(
            try await failure(of: TarSample.archive([("stats.json", none)] + Self.files))
                == .stats(.noFiles(file: ShownName("stats.json"))))
    }

    @Test("An archive of nothing but a stats file that is none fails")
    func nothing() async throws {
        let archive = TarSample.archive([("stats.json", #"{"errors": [], "warnings": []}"#)])
        #expect(try await failure(of: archive) == .archive(.empty))
    }

    @Test("Stats named themselves describe the folder that they are in; another file is no stats")
    func named() async throws {
        let folder = try TemporaryFolder()
        for (path, text) in Self.files + [
            ("out.json", Self.stats()), ("stats.json", StatsSample.json), ("x.json", "{}"),
        ] {
            try folder.write("dist/\(path)", Array(text.utf8))
        }
        let dist = folder.url.appendingPathComponent("dist")
        let analyzer = BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
        Self.expectBoth(try await analyzer.analyze(.file(dist.appendingPathComponent("out.json"))))
        await #expect(throws: AnalysisFailure.stats(.notStats(file: ShownName("x.json")))) {
            try await analyzer.analyze(.file(dist.appendingPathComponent("x.json")))
        }
        guard case .archive = BuildSource.file(dist.appendingPathComponent("build.tar.gz")) else {
            Issue.record("an archive is not taken for one")
            return
        }
    }
}
