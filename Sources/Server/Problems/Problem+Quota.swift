import Domain
import HTTPTypes
import Localization

extension Problem {
    /// Something exceeds a quota of its project: 429 if it will fit later, 413 if it never will.
    init(_ breach: QuotaBreach) {
        self.init(breach.retryAfter == nil ? .contentTooLarge : .tooManyRequests, .quota(breach))
        if let wait = breach.retryAfter { self = retriable(after: wait) }
    }

    /// The account has too many uploads in progress.
    static let tooManyUploads = Problem(.tooManyRequests, .capacity(.uploads)).retriable()

    /// The rest of the disk is reserved for events.
    static let diskFloor = Problem(.serviceUnavailable, .capacity(.buildDiskFull)).retriable(after: diskRetryAfter)

    /// How long to wait after finding a disk nearly full: a disk is not freed in a moment.
    static let diskRetryAfter: Duration = .minutes(1)
}
