import BundleAnalysis
import Foundation
import Threads

/// Builds that are analyzed one after another, on threads like the server's, until the task is canceled.
struct EndlessAnalyses {
    /// How many at once.
    let count: Int
    let archive: String

    func start() -> Task<Void, Never> {
        let threads = ThreadExecutor("analysis", count: count, niceness: 10, stackSize: 8 << 20)
        let archive = URL(fileURLWithPath: archive)
        return Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<count {
                    group.addTask(executorPreference: threads) {
                        let analyzer = BundleAnalyzer(workFolder: FileManager.default.temporaryDirectory)
                        while !Task.isCancelled { _ = try? await analyzer.analyze(.archive(archive)) }
                    }
                }
            }
        }
    }
}
