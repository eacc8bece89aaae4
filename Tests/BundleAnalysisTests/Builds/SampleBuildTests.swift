import Testing

@testable import BundleAnalysis

@Suite("Whose the bytes of own builds are")
struct SampleBuildTests {
    @Test("Every byte of every asset has its owner", arguments: SampleBuild.all)
    func attribution(build: SampleBuild) async throws {
        let outcome = try await analyze(archive: build.archive)
        Invariant.check(outcome)
        #expect(Set(outcome.content.map(\.name)) == Set(build.assets.keys))
        for root in outcome.content {
            let asset = try #require(build.assets[root.name])
            #expect(root.attribution == asset.method, "\(root.name)")
            #expect(Invariant.paths(of: root).mapValues(\.value) == asset.leaves, "\(root.name)")
        }
        let versions = outcome.report.packages.map { ($0.name, $0.version) }
        #expect(Dictionary(versions) { first, _ in first } == build.packages)
    }

    @Test("Without stats, a build has the same entry points, initial files and sizes, and its packages are close")
    func withoutStats() async throws {
        // The last line break of a file is of no module for esbuild, and of the last one for the map.
        try await BuildPair(
            analyze(archive: SampleBuild.esbuild.archive), analyze(archive: SampleBuild.esbuildWithoutStats.archive)
        ).check { stated, found in abs(stated - found) <= 2 }
    }
}
