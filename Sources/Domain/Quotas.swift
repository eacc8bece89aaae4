/// What a project may use of the server, as its operator says.
package struct Quotas: Hashable, Sendable {
    /// Of what is published in a day.
    package var events: EventQuota
    /// Of builds and reports that are stored; nil for no limit.
    package var artifactBytes: Int64?

    package init(events: EventQuota, artifactBytes: Int64?) {
        self.events = events
        self.artifactBytes = artifactBytes
    }

    /// A million events of 4 GiB in all a day, and 20 GiB of artifacts.
    package static let standard = Quotas(
        events: EventQuota(events: 1_000_000, bytes: 4 << 30), artifactBytes: 20 << 30)
}
