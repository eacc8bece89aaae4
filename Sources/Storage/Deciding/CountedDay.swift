import Domain

/// What was published in a project, and counts against its quota, on the latest day on which anything was.
struct CountedDay: Hashable, Sendable {
    var day: Int64
    var usage: EventUsage

    /// Counts what is published now, or answers why it does not fit. What comes with a clock that is behind counts for
    /// the latest day.
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

    /// The project and the quota that it counts against; nil where there is none.
    var counted: (project: Project.Number, quota: EventQuota)? {
        guard let quota, !quota.isUnlimited, let project = owner.project else { return nil }
        return (project, quota)
    }
}
