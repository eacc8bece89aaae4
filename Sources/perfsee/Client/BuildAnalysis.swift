import BundleAnalysis
import Foundation
import Localization

/// An analysis on this machine, with its progress on standard error.
enum BuildAnalysis {
    /// - Parameters:
    ///   - path: a folder, an archive, or the stats in a folder.
    ///   - baseline: the report of the build to compare with.
    static func run(_ path: String, baseline: BaselineReport? = nil) async throws -> AnalysisOutcome {
        let line = ProgressLine()
        defer { line.clear() }
        let analyzer = BundleAnalyzer(
            workFolder: FileManager.default.temporaryDirectory, parallelism: Parallelism(), mapsModules: true)
        let source = try BuildPath(path).source
        do {
            return try await analyzer.analyze(source, baseline: baseline) { progress in
                guard case .leftOut = progress else { return line.show(progress.text.en) }
                line.clear()
                Terminal.warn(progress.text.en)
            }
        } catch {
            throw CommandFailure(error.problem.text.en)
        }
    }
}
