import Foundation
import PerfseeSDK

/// Waits for an artifact's analysis to finish.
struct ArtifactWatch {
    /// The pauses between polls: short at first, because most analyses are, then steady.
    static let firstPause: Duration = .milliseconds(100)
    static let longestPause: Duration = .seconds(2)

    let client: PerfseeClient
    let project: String
    let line: ProgressLine

    func finished(_ id: Int) async throws -> Artifact {
        let start = ContinuousClock.now
        var pause = Self.firstPause
        while true {
            let artifact = try await Patience().send { try await client.artifact(id, of: project) }
            if artifact.isFinished { return artifact }
            let word = artifact.status == .running ? "Analyzing" : "Waiting for analysis"
            line.show("\(word), \((ContinuousClock.now - start).components.seconds) s")
            try await Task.sleep(for: pause)
            pause = min(pause * 3 / 2, Self.longestPause)
        }
    }
}
