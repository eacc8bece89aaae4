package import JSONLexing

/// Why a request cannot be read, or is not one that its path supports.
package enum RequestProblem: Hashable, Sendable {
    case notHTTP
    case invalidHost
    case severalHosts(count: Int)
    case missingHost
    case slowHead
    /// - Parameter minimum: the lowest rate accepted, in bytes per second.
    case slowBody(minimum: Int)
    /// The connection broke, or what arrived is not HTTP.
    case brokenOff
    case methodNotAllowed(allowed: [String])
    /// - Parameter limit: in bytes.
    case bodyTooLarge(limit: Int)
    /// The body ended before the announced length: both in bytes.
    case bodyEndedEarly(received: Int, announced: Int)
    case notJSON(JSONFault)
    case notAnObject
    /// Of a batch of events, a line, counted from 1.
    case lineNotJSON(Int, JSONFault)
    case lineNotAnObject(Int)
    /// - Parameter limit: in bytes.
    case lineTooLong(Int, limit: Int)
    case noEvents
    case tooManyEvents(limit: Int)
    /// A batch is sent as something else than NDJSON.
    case notLines
    /// The content type is not that of UTF-8 JSON.
    case unsupportedContentType
    /// The body is coded in another way than with gzip.
    case unsupportedContentEncoding
    /// The body is said to be gzip, and is not, or only in part.
    case damagedGzip
    /// A PATCH without a body.
    case emptyPatch
    /// An upload without a body.
    case emptyArchive
    /// A page was sent something that is not a form.
    case notAForm
    case formNotUTF8
    /// A form has no known button.
    case unreadableForm
}
