import BundleAnalysis
import Foundation

/// One analysis of an archive: seconds, and memory at the peak.
struct AnalyzeOnce {
    private let archive: String?

    init(_ arguments: Arguments) {
        archive = arguments.text("archive")
    }

    func run() async throws {
        guard let archive else { throw BenchError("name the archive: analyze --archive FILE") }
        let analyzer = BundleAnalyzer(workFolder: FileManager.default.temporaryDirectory)
        let start = Monotonic.now()
        let outcome = try await analyzer.analyze(.archive(URL(fileURLWithPath: archive)))
        var figures = Figures()
        figures.add("seconds", Double(Monotonic.now() - start) / 1e9)
        figures.add("score", Double(outcome.score))
        figures.add("raw", Double(outcome.size.raw))
        figures.add("assets", Double(outcome.report.assets.count))
        figures.add("peakMemory", Usage.now.peakMemory)
        figures.print()
    }
}
