import Domain

/// An attempt's headers and messages as stored in their columns.
struct RecordedTexts: Sendable {
    let request: String
    let response: String?
    let messages: String?

    init(_ attempt: Attempt) throws {
        request = HeaderLines.text(attempt.request.headers)
        response = attempt.response.map { HeaderLines.text($0.headers) }
        messages = try AttemptMessages.text(attempt.messages)
    }
}
