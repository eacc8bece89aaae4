import Domain
import Storage

/// Completed attempts to be recorded together.
struct RecordJob: Sendable {
    var results: [AttemptResult]
    var texts: [RecordedTexts]
    var now: Timestamp

    init(results: [AttemptResult], now: Timestamp) throws {
        self.results = results
        self.now = now
        texts = try results.map { try RecordedTexts($0.attempt) }
    }

    var bytes: Int {
        results.reduce(0) { $0 + ($1.attempt.response?.body.count ?? 0) }
            + texts.reduce(0) {
                $0 + $1.request.utf8.count + ($1.response?.utf8.count ?? 0) + ($1.messages?.utf8.count ?? 0)
            }
    }
}
