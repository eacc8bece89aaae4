import Foundation

@testable import BundleAnalysis

/// The analyses of the shared builds, each made once for all tests that look at it.
actor SharedAnalyses {
    enum Run: Hashable {
        /// As the product analyzes.
        case product
        /// What Perfsee's analyzer sees: the module table and esbuild's metafile, nothing else.
        case parity
    }

    private struct Key: Hashable {
        let build: String
        let run: Run
    }

    private static let all = SharedAnalyses()

    private var outcomes: [Key: Task<AnalysisOutcome, any Error>] = [:]

    static func outcome(of build: String, _ run: Run) async throws -> AnalysisOutcome {
        try await all.task(Key(build: build, run: run)).value
    }

    private func task(_ key: Key) -> Task<AnalysisOutcome, any Error> {
        if let known = outcomes[key] { return known }
        let task = Task { try await Self.analyze(key) }
        outcomes[key] = task
        return task
    }

    private static func analyze(_ key: Key) async throws -> AnalysisOutcome {
        let folder = try TemporaryFolder()
        let work = folder.url.appendingPathComponent("work")
        let analyzer =
            switch key.run {
            case .product: BundleAnalyzer(workFolder: work, attributing: AttributionSources.all)
            case .parity:
                BundleAnalyzer(
                    workFolder: work, attributing: [TableAttribution(usesMap: false), MetafileAttribution()],
                    countsEmptyModules: false)
            }
        return try await analyzer.analyze(.archive(SharedBuilds.folder.appendingPathComponent("\(key.build).tar")))
    }
}
