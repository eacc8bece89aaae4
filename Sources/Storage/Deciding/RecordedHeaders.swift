import Domain

/// An attempt's headers as stored in their columns.
struct RecordedHeaders: Sendable {
    let request: String
    let response: String?

    init(_ attempt: Attempt) {
        request = HeaderLines.text(attempt.request.headers)
        response = attempt.response.map { HeaderLines.text($0.headers) }
    }
}
