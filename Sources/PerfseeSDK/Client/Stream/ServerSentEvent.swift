/// One event of a `text/event-stream`.
struct ServerSentEvent: Sendable, Hashable {
    /// `message` if the server gives none.
    var name = "message"
    /// The data lines, joined by line feeds.
    var data: String
}
