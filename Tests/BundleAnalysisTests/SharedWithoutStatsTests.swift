import Testing

@testable import BundleAnalysis

@Suite(
    "Real builds without their stats", .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there")
)
struct SharedWithoutStatsTests {
    @Test(
        "Entry points, initial files and sizes are the same as with stats, and packages within 2 %",
        arguments: ["esbuild-small-v1", "esbuild-small-v2"])
    func esbuild(build: String) async throws {
        let archive = Array(try SharedBuilds.data("\(build).tar"))
        let files = try TarSample.read(archive).filter { !$0.key.hasSuffix(".jsonr.gz") }.sorted { $0.key < $1.key }
        let rest = files.flatMap { TarSample.member($0.key, $0.value) }
        // Not the plugin's stats, which give an entry point the style sheet of another one.
        let metafile = Array(try SharedBuilds.data("raw/\(build).meta.json"))
        let stated = try await analyze(archive: TarSample.member("meta.json", metafile) + rest + TarSample.end)
        let found = try await analyze(archive: rest + TarSample.end)
        Invariant.check(stated)
        Invariant.check(found)
        BuildPair(stated, found).check { stated, found in abs(stated - found) * 50 <= stated }
    }
}
