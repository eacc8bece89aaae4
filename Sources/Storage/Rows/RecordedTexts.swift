package import Domain

/// An attempt's headers and messages as stored in their columns.
package struct RecordedTexts: Sendable {
    package let request: String
    package let response: String?
    package let messages: String?

    package init(_ attempt: Attempt) throws {
        request = HeaderLines.text(attempt.request.headers)
        response = attempt.response.map { HeaderLines.text($0.headers) }
        messages = try AttemptMessages.text(attempt.messages)
    }
}
