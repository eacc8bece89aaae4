import Domain

/// What was published in a project on the newest day that anything was published, as far as it counts against a quota.
struct CountedDay: Hashable, Sendable {
    var day: Int64
    var usage: EventUsage

    /// Counts what is published now unless it does not fit; then answers why. What comes by a clock that is behind
    /// counts for the newest day.
    mutating func count(_ more: EventUsage, within quota: EventQuota, at now: Timestamp) -> QuotaBreach? {
        begin(now.day)
        if let breach = quota.breach(adding: more, to: usage, at: now) { return breach }
        usage = usage + more
        return nil
    }

    mutating func begin(_ today: Int64) {
        guard today > day else { return }
        self = CountedDay(day: today, usage: .none)
    }
}

extension NewEvent {
    var usage: EventUsage { EventUsage(events: 1, bytes: Int64(body.bytes.count)) }

    /// The project whose quota it counts against, and that; nil where none holds.
    var counted: (project: Project.Number, quota: EventQuota)? {
        guard let quota, !quota.isUnlimited, let project = owner.project else { return nil }
        return (project, quota)
    }
}
