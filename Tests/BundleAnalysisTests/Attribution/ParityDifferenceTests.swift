import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Differences from an analysis with the module table alone")
struct ParityDifferenceTests {
    private func outcome(
        _ build: SampleBuild, _ sources: [any AttributionSource]
    ) async throws -> AnalysisOutcome {
        let folder = try TemporaryFolder()
        return try await BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"), attributing: sources)
            .analyze(.archive(try folder.write("build.tar", build.archive)))
    }

    private func reasons(_ name: String) async throws -> [ParityReason?: Int] {
        let build = try #require(try SampleBuild.allOfWebpack().first { $0.name == name })
        let parity = try await outcome(build, [TableAttribution(usesMap: false), MetafileAttribution()])
        let product = try await outcome(build, AttributionSources.all)
        return ParityDifference.all(from: parity, to: product).reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    }

    @Test("An inlined entry module is by the map, and so is what follows a module of the table")
    func inlinedEntry() async throws {
        let reasons = try await reasons("webpack: a table and a map")
        #expect(reasons[nil] == nil)
        // The leaf and its module; its package is known already.
        #expect(reasons[.outsideTable] == 2)
        #expect(reasons[.unattributed] == 1)
    }

    @Test("The modules of a concatenation are by the map")
    func concatenation() async throws {
        let reasons = try await reasons("webpack: a concatenation and a map")
        #expect(reasons[nil] == nil)
        #expect((reasons[.innerModule] ?? 0) >= 3)
        #expect(reasons[.concatenation] == 1)
    }

    @Test("A difference without a reason has none")
    func noReason() async throws {
        let build = try #require(try SampleBuild.allOfWebpack().first)
        let product = try await outcome(build, AttributionSources.all)
        var report = product.report
        report.packages[0].path = "node_modules/gone"
        let parity = AnalysisOutcome(
            report: report, content: product.content, moduleMap: [:], imports: product.imports, warnings: [],
            auditWarnings: [], score: 0, size: product.size, entryPoints: [], analysisVersion: 0)
        #expect(ParityDifference.all(from: parity, to: product).contains { $0.reason == nil })
        #expect(ParityDifference.all(from: product, to: product).isEmpty)
    }
}
