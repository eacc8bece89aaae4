import BundleAnalysis
import Foundation
import Localization

/// An analysis on this machine, with its progress on standard error.
enum BuildAnalysis {
    /// - Parameter path: a folder, an archive, or the stats in a folder.
    static func run(_ path: String) async throws -> AnalysisOutcome {
        let line = ProgressLine()
        defer { line.clear() }
        let analyzer = BundleAnalyzer(
            workFolder: FileManager.default.temporaryDirectory, width: ProcessInfo.processInfo.activeProcessorCount,
            mapsModules: true)
        let source = try BuildPath(path).source
        do {
            return try await analyzer.analyze(source) { progress in
                guard case .leftOut = progress else { return line.show(progress.text.en) }
                line.clear()
                Terminal.warn(progress.text.en)
            }
        } catch {
            throw CommandFailure(error.problem.text.en)
        }
    }
}
