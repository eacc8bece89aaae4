import Testing

@testable import BundleAnalysis

@Suite("The modules of an asset")
struct AttributedBuildTests {
    @Test("Those of a chunk with many modules and many files are gone through for a limited number of files")
    func limit() {
        let (moduleCount, fileCount) = (20_000, 1_100)
        var stats = BuildStats()
        for _ in 0..<moduleCount { _ = stats.modules.add(StatsModules.Module()) }
        stats.modules.addChunk((0..<moduleCount).map(Int32.init))
        var chunk = BuildStats.Chunk(id: "1")
        chunk.files = (1...fileCount).map { "\($0).js" }
        stats.chunks = [chunk]
        let assets = (1...fileCount).map { ref in
            MeasuredAsset(
                ref: ref, name: "\(ref).js", type: .js, size: .zero, isIntermediate: false, hasSourceMap: false,
                file: nil)
        }
        let build = AttributedBuild(stats, ChunkGraph(stats, refs: EntryPoints.refs(assets)))
        #expect(build.members(of: assets[0]).count == moduleCount)
        let beyond = StatsLimits.memberships / moduleCount + 1
        #expect(build.members(of: assets[beyond]).isEmpty)
        #expect(assets.filter { !build.members(of: $0).isEmpty }.count == beyond)
    }
}
