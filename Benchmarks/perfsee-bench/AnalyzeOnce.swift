import BundleAnalysis
import Foundation
import Localization

/// One analysis of an archive or a folder: duration in seconds, and peak memory.
struct AnalyzeOnce {
    private let archive: String?
    /// Where to write the size of each asset, to compare with other tools' figures: `{"name": [raw, gzip, brotli]}`.
    private let sizes: String?
    /// Without attribution: the archive is read, and its assets are compressed.
    private let isPlain: Bool

    init(_ arguments: Arguments) {
        archive = arguments.text("archive")
        sizes = arguments.text("sizes")
        isPlain = arguments.text("plain") != nil
    }

    func run() async throws {
        guard let archive else { throw BenchError("name the archive: analyze --archive FILE") }
        let analyzer = BundleAnalyzer(
            workFolder: FileManager.default.temporaryDirectory, parallelism: Parallelism(width: 2), attributes: !isPlain
        )
        let start = Monotonic.now()
        let outcome = try await analyzer.analyze(.file(URL(fileURLWithPath: archive)))
        let report = try outcome.report.encoded(LocalizedReportWording(.english))
        let content = try ModuleTreeNode.encoded(outcome.content)
        var figures = Figures()
        figures.add("written", Double(report.count + content.count))
        figures.add("seconds", Double(Monotonic.now() - start) / 1e9)
        figures.add("score", Double(outcome.score))
        figures.add("raw", Double(outcome.size.raw))
        figures.add("assets", Double(outcome.report.assets.count))
        figures.add("peakMemory", Usage.now.peakMemory)
        figures.print()
        try writeSizes(outcome.report)
    }

    private func writeSizes(_ report: Report) throws {
        guard let sizes else { return }
        let pairs = report.assets.map { ($0.name, [$0.size.raw, $0.size.gzip, $0.size.brotli]) }
        let byName = Dictionary(pairs) { first, _ in first }
        try JSONEncoder().encode(byName).write(to: URL(fileURLWithPath: sizes))
    }
}
