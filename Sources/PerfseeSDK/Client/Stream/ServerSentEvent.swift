/// One event of a `text/event-stream`.
struct ServerSentEvent: Sendable, Hashable {
    /// `message` where the server gives none.
    var name = "message"
    /// Its lines, with a line feed between them.
    var data: String
}
