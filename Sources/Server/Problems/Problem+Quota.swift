import Domain
import HTTPTypes

extension Problem {
    /// Something exceeds a quota of its project: 429 if it will fit later, 413 if it never will.
    init(_ breach: QuotaBreach) {
        self.init(breach.retryAfter == nil ? .contentTooLarge : .tooManyRequests, Self.sentence(breach))
        if let seconds = breach.retryAfter { headers[.retryAfter] = String(seconds) }
    }

    private static func sentence(_ breach: QuotaBreach) -> String {
        switch (breach.kind, breach.retryAfter) {
        case (.events, _):
            "This project can publish \(breach.limit) events a day, and today's are used up. Try again after "
                + "midnight UTC, or ask the server's operator to raise the quota (--quota-events)."
        case (.eventBytes, _):
            "This project can publish events of \(breach.limit) bytes in all a day, and this one does not fit into "
                + "what is left. Try again after midnight UTC, or ask the server's operator to raise the quota "
                + "(--quota-event-bytes)."
        case (.artifactBytes, nil):
            "The build is larger than the \(breach.limit) bytes that all builds and reports of this project can have. "
                + "Upload a smaller one, or ask the server's operator to raise the quota (--quota-artifact-bytes)."
        case (.artifactBytes, _):
            "The build does not fit into the \(breach.limit) bytes that the builds and reports of this project can "
                + "have. Try again when older ones have been deleted, or ask the server's operator to raise the quota "
                + "(--quota-artifact-bytes) or to keep fewer builds (--artifact-retention-count)."
        }
    }

    /// The rest of the disk is reserved for events.
    static let diskFloor = Problem(
        .serviceUnavailable,
        "The server's disk is nearly full, so it takes no builds. Try again later, and tell the server's operator."
    ).retriable(after: diskRetryAfter)

    /// How many seconds to wait after finding a disk nearly full: a disk is not freed in a moment.
    static let diskRetryAfter = 60
}
