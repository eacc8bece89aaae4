/// A project's quota that was exceeded.
package struct QuotaBreach: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Events in a day.
        case events
        /// Bytes of events in a day.
        case eventBytes
        /// Bytes of stored builds and reports.
        case artifactBytes
    }

    package var kind: Kind
    package var limit: Int64
    /// How long until it may fit; nil if it never will, because it alone exceeds the quota.
    package var retryAfter: Duration?

    package init(kind: Kind, limit: Int64, retryAfter: Duration?) {
        self.kind = kind
        self.limit = limit
        self.retryAfter = retryAfter
    }

    /// How long to wait before resending a build that did not fit: by then, old ones may have been pruned.
    package static let artifactRetryAfter: Duration = .hours(1)

    /// Why a build of `bytes` does not fit on top of what is `stored`; nil if it does.
    package static func artifact(_ bytes: Int64, beside stored: Int64, quota: Int64?) -> QuotaBreach? {
        guard let quota, bytes > quota - stored else { return nil }
        return QuotaBreach(
            kind: .artifactBytes, limit: quota, retryAfter: bytes > quota ? nil : artifactRetryAfter)
    }
}
