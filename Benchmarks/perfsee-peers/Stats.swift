import BundleAnalysis
import Foundation

/// The whole analysis of the build that a stats file describes: its content trees; or why it fails.
enum Stats {
    private struct Refusal: Encodable {
        let refusal: String
    }

    static func print(_ path: String) async throws {
        let analyzer = BundleAnalyzer(workFolder: FileManager.default.temporaryDirectory)
        do throws(AnalysisFailure) {
            let outcome = try await analyzer.analyze(.stats(URL(fileURLWithPath: path)))
            try? Output.write(line: ModuleTreeNode.encoded(outcome.content))
        } catch {
            try Output.write(Refusal(refusal: "\(error.problem)"))
        }
    }
}
