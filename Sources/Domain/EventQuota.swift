/// What may be published in a project in one day (UTC); nil means no limit.
package struct EventQuota: Hashable, Sendable {
    package var events: Int64?
    /// The total size of their bodies, as sent.
    package var bytes: Int64?

    package init(events: Int64? = nil, bytes: Int64? = nil) {
        self.events = events
        self.bytes = bytes
    }

    package var isUnlimited: Bool { events == nil && bytes == nil }

    /// Why this much more does not fit into the day; nil if it does.
    package func breach(adding more: EventUsage, to usage: EventUsage, at now: Timestamp) -> QuotaBreach? {
        if let events, more.events > events - usage.events {
            return QuotaBreach(kind: .events, limit: events, retryAfter: now.untilNextDay)
        }
        if let bytes, more.bytes > bytes - usage.bytes {
            return QuotaBreach(kind: .eventBytes, limit: bytes, retryAfter: now.untilNextDay)
        }
        return nil
    }
}

/// How much has been published.
package struct EventUsage: Hashable, Sendable {
    package var events: Int64
    package var bytes: Int64

    package init(events: Int64, bytes: Int64) {
        self.events = events
        self.bytes = bytes
    }

    package static let none = EventUsage(events: 0, bytes: 0)

    package static func + (left: EventUsage, right: EventUsage) -> EventUsage {
        EventUsage(events: left.events + right.events, bytes: left.bytes + right.bytes)
    }

    package static func - (left: EventUsage, right: EventUsage) -> EventUsage {
        EventUsage(events: left.events - right.events, bytes: left.bytes - right.bytes)
    }
}

/// Days, counted from 1970, UTC.
extension Timestamp {
    /// What the times of a column are divided by to get their days.
    package static let dayMilliseconds = Duration.days(1).milliseconds

    package var day: Int64 {
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: Self.dayMilliseconds)
        return rest < 0 ? days - 1 : days
    }

    /// When that day begins.
    package init(day: Int64) {
        self.init(milliseconds: day * Self.dayMilliseconds)
    }

    package var untilNextDay: Duration { Timestamp(day: day + 1) - self }
}
