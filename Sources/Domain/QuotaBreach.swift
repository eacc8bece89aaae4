/// A quota of a project, and what does not fit into it.
package struct QuotaBreach: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Events of a day.
        case events
        /// Bytes of a day's events.
        case eventBytes
        /// Bytes of stored builds and reports.
        case artifactBytes
    }

    package var kind: Kind
    package var limit: Int64
    /// After how many seconds it may fit; nil where it never does, because it alone is more than the quota.
    package var retryAfter: Int64?

    package init(kind: Kind, limit: Int64, retryAfter: Int64?) {
        self.kind = kind
        self.limit = limit
        self.retryAfter = retryAfter
    }

    /// How many seconds to wait before a build that did not fit is sent again: by then old ones may have been pruned.
    package static let artifactRetryAfter: Int64 = 3_600

    /// Why a build of `bytes` does not fit beside what is `stored`; nil where it does.
    package static func artifact(_ bytes: Int64, beside stored: Int64, quota: Int64?) -> QuotaBreach? {
        guard let quota, bytes > quota - stored else { return nil }
        return QuotaBreach(
            kind: .artifactBytes, limit: quota, retryAfter: bytes > quota ? nil : artifactRetryAfter)
    }
}
