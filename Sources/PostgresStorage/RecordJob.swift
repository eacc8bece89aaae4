import Domain
import Storage

/// Completed attempts to be recorded together.
struct RecordJob: Sendable {
    var results: [AttemptResult]
    var headers: [RecordedHeaders]
    var now: Timestamp

    init(results: [AttemptResult], now: Timestamp) {
        self.results = results
        self.now = now
        headers = results.map { RecordedHeaders($0.attempt) }
    }

    var bytes: Int {
        results.reduce(0) { $0 + ($1.attempt.response?.body.count ?? 0) }
            + headers.reduce(0) { $0 + $1.request.utf8.count + ($1.response?.utf8.count ?? 0) }
    }
}
