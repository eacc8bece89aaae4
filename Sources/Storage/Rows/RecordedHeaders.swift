package import Domain

/// An attempt's headers as stored in their columns.
package struct RecordedHeaders: Sendable {
    package let request: String
    package let response: String?

    package init(_ attempt: Attempt) {
        request = HeaderLines.text(attempt.request.headers)
        response = attempt.response.map { HeaderLines.text($0.headers) }
    }
}
