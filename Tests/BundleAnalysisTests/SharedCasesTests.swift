import Foundation
import Testing

@testable import BundleAnalysis

/// What `expected.md` of each case says is right, in numbers.
struct SharedCase: CustomTestStringConvertible, Sendable {
    let name: String
    /// Raw bytes by entry point: all, and initial.
    var sizes: [String: [Int]] = [:]
    var warnings: [AnalysisWarning] = []
    var failure: StatsProblem?
    var testDescription: String { name }

    private static let stats = ShownName("stats.json")
    private static let app = ["app": [2_860, 1_360]]
    private static func note(_ note: StatsNote, _ file: String = "stats.json") -> AnalysisWarning {
        .stats(file: ShownName(file), note: note)
    }
    private static let noStats = AnalysisWarning.noStats(entryPoint: ShownName("all"))

    static let all: [SharedCase] = [
        SharedCase(name: "assets-without-chunks", sizes: app),
        SharedCase(
            name: "bundle-tracker", sizes: ["all": [2_860, 2_860]],
            warnings: [note(.bundleTracker, "webpack-stats.json"), noStats]),
        SharedCase(name: "decoy-inputs-outputs", sizes: ["all": [2_060, 2_060]], warnings: [noStats]),
        SharedCase(name: "esbuild-cjs", sizes: ["index": [1_360, 1_360]]),
        SharedCase(name: "esbuild-file-loader", sizes: ["main": [4_474, 2_426]]),
        SharedCase(name: "esbuild-result", sizes: ["app": [1_360, 1_360]]),
        SharedCase(
            name: "esbuild-same-names",
            sizes: [
                "home/index": [1_360, 1_360], "home/index.css": [13, 13], "shop/index": [700, 700],
                "home/index2": [13, 13],
            ]),
        SharedCase(
            name: "hidden-assets", sizes: app,
            warnings: [note(.unlistedAssets(names: ShownNames(["app.js", "late.js"])))]),
        SharedCase(name: "log-before-json", sizes: app, warnings: [note(.textAround)]),
        SharedCase(name: "mp-decoy", sizes: ["all": [2_060, 2_060]], warnings: [noStats]),
        SharedCase(name: "multi-compiler", sizes: ["app": [2_860, 1_360], "page": [700, 700]]),
        SharedCase(name: "parents-only", sizes: app),
        SharedCase(name: "precompressed", sizes: ["all": [2_860, 2_860]], warnings: [noStats]),
        SharedCase(name: "reason-swallowed", failure: .noChunks(file: ShownName("bundle-stats.json"))),
        SharedCase(
            name: "stale-stats",
            failure: .foreign(file: stats, scripts: ShownNames(["app.3f2a.js", "late.77b0.js"]))),
        SharedCase(name: "stats-counted", sizes: ["all": [2_060, 2_060]], warnings: [note(.incomplete), noStats]),
        SharedCase(
            name: "two-stats", sizes: app,
            warnings: [note(.preferred(others: ShownNames(["server/stats.json"])), "client/stats.json")]),
        SharedCase(name: "webpack1-no-entrypoints", sizes: app),
        SharedCase(
            name: "worker-script", sizes: app,
            warnings: [.unusedScripts(names: ShownNames(["page.js"]), bytes: 700)]),
    ]
}

@Suite(
    "Builds as people have them", .enabled(if: SharedBuilds.casesArePresent, "the folder ../shared/cases is not there"))
struct SharedCasesTests {
    private func outcome(_ source: BuildSource) async throws -> AnalysisOutcome {
        let folder = try TemporaryFolder()
        return try await BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work")).analyze(source)
    }

    private func check(_ expected: SharedCase, _ source: BuildSource) async throws {
        do {
            let outcome = try await outcome(source)
            #expect(expected.failure == nil)
            let sizes = outcome.entryPoints.map { ($0.name, [$0.size.raw, $0.initialSize.raw]) }
            #expect(Dictionary(sizes) { one, _ in one } == expected.sizes)
            #expect(sizes.count == expected.sizes.count)
            #expect(outcome.warnings == expected.warnings)
        } catch let failure as AnalysisFailure {
            #expect(failure.problem == expected.failure.map { .stats(problem: $0) })
        }
    }

    @Test("A folder gives what is right for it", arguments: SharedCase.all)
    func folder(expected: SharedCase) async throws {
        let build = SharedBuilds.cases.appendingPathComponent("\(expected.name)/build")
        try await check(expected, .directory(build))
    }

    @Test("An archive of all files gives the same", arguments: SharedCase.all.filter { !$0.name.contains("decoy") })
    func archive(expected: SharedCase) async throws {
        let build = SharedBuilds.cases.appendingPathComponent("\(expected.name)/build")
        let walk = try FolderWalk(build, limits: .standard, stage: .reading)
        var archive: [UInt8] = []
        for file in walk.files { archive += TarSample.member(file.path, Array(try Data(contentsOf: file.url))) }
        let folder = try TemporaryFolder()
        try await check(expected, .archive(try folder.write("build.tar", archive + TarSample.end)))
    }

    @Test("Stats that are named themselves describe the folder that they are in")
    func argument() async throws {
        let stats = SharedBuilds.cases.appendingPathComponent("stats-as-argument/stats.json")
        try await check(SharedCase(name: "stats-as-argument", sizes: ["app": [2_860, 1_360]]), .file(stats))
    }
}
