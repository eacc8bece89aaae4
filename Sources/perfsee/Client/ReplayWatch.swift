import PerfseeSDK

/// Waits for a replay to end.
struct ReplayWatch {
    let client: PerfseeClient
    let project: String
    let webhook: Int
    let line: ProgressLine

    func finished(_ id: Int) async throws -> Replay {
        var pause = ArtifactWatch.firstPause
        while true {
            let replay = try await Patience().send {
                try await client.replay(id, ofWebhook: webhook, of: project)
            }
            if replay.isFinished { return replay }
            line.show("Redelivering, \(replay.done) of \(replay.total)")
            try await Task.sleep(for: pause)
            pause = min(pause * 3 / 2, ArtifactWatch.longestPause)
        }
    }
}
