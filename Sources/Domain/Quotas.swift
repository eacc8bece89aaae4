/// How much of the server a project may use, as set by the operator.
package struct Quotas: Hashable, Sendable {
    /// For what is published in a day.
    package var events: EventQuota
    /// For stored builds and reports; nil for no limit.
    package var artifactBytes: Int64?

    package init(events: EventQuota, artifactBytes: Int64?) {
        self.events = events
        self.artifactBytes = artifactBytes
    }

    /// A million events with 4 GiB in all per day, and 20 GiB of artifacts.
    package static let standard = Quotas(
        events: EventQuota(events: 1_000_000, bytes: 4 << 30), artifactBytes: 20 << 30)
}
