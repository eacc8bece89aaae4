import BundleAnalysis
import Foundation

/// What the parts of each script and style sheet of a build add up to, beside the file's own size.
enum Sums {
    private struct Sum: Encodable {
        let name: String
        /// Raw, gzip and brotli.
        let asset: [Int?]
        let leaves: [Int?]
    }

    private struct Refusal: Encodable {
        let refusal: String
    }

    static func print(_ path: String) async throws {
        let analyzer = BundleAnalyzer(workFolder: FileManager.default.temporaryDirectory)
        let url = URL(fileURLWithPath: path)
        do throws(AnalysisFailure) {
            let outcome = try await analyzer.analyze(url.hasDirectoryPath ? .directory(url) : .stats(url))
            let sizes = Dictionary(outcome.report.assets.map { ($0.name, $0.size) }) { first, _ in first }
            let measured = outcome.content.filter { sizes[$0.name]?.gzip != nil }
            try? Output.write(
                measured.map { root in
                    let size = sizes[root.name]
                    return Sum(name: root.name, asset: [size?.raw, size?.gzip, size?.brotli], leaves: sum(root))
                })
        } catch {
            try Output.write(Refusal(refusal: "\(error.problem)"))
        }
    }

    private static func sum(_ root: ModuleTreeNode) -> [Int] {
        var (sum, open) = ([0, 0, 0], [root])
        while let node = open.popLast() {
            if let children = node.children {
                open += children
            } else {
                sum = zip(sum, [node.value, node.gzip ?? 0, node.brotli ?? 0]).map { $0 + $1 }
            }
        }
        return sum
    }
}
