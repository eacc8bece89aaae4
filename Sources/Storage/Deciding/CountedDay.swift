package import Domain

/// The usage that counts against a project's quota, for the latest day on which anything was published.
package struct CountedDay: Hashable, Sendable {
    package var day: Int64
    package var usage: EventUsage

    package init(
        day: Int64, usage: EventUsage
    ) {
        self.day = day
        self.usage = usage
    }

    /// Counts what is published now, or returns why it does not fit. An event from a node whose clock is behind counts
    /// for the latest day.
    package mutating func count(_ more: EventUsage, within quota: EventQuota, at now: Timestamp) -> QuotaBreach? {
        begin(now.day)
        if let breach = quota.breach(adding: more, to: usage, at: now) { return breach }
        usage = usage + more
        return nil
    }

    package mutating func begin(_ today: Int64) {
        guard today > day else { return }
        self = CountedDay(day: today, usage: .none)
    }
}

extension NewEvent {
    package var usage: EventUsage { EventUsage(events: 1, bytes: Int64(body.bytes.count)) }

    /// The project and quota the event counts against; nil if there is none.
    package var counted: (project: Project.Number, quota: EventQuota)? {
        guard let quota, !quota.isUnlimited, let project = owner.project else { return nil }
        return (project, quota)
    }
}
