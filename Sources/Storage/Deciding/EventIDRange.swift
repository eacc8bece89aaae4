package import Domain

/// The ids of the events that a filter's times admit. They grow with time, but only some contain it, and none of the
/// indexes has the time: so the ends of the range are searched for, in a few dozen steps however long the log is.
package struct EventIDRange: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package var id: Event.ID
        package var createdAt: Timestamp

        package init(id: Event.ID, createdAt: Timestamp) {
            self.id = id
            self.createdAt = createdAt
        }
    }

    package private(set) var lowest: Event.ID = 0
    /// The first id that is beyond it.
    package private(set) var end: Event.ID

    /// - Parameter next: the first event with at least that id; nil if there is none.
    package init(
        _ filter: EventFilter, before id: Event.ID?, next: (Event.ID) throws -> Place?
    ) rethrows {
        end = id ?? .max
        if let until = filter.until { end = min(end, try Self.first(since: until, next)) }
        if let since = filter.since { lowest = try Self.first(since: since, next) }
    }

    /// The lowest id from which on no event is older than `time`.
    private static func first(since time: Timestamp, _ next: (Event.ID) throws -> Place?) rethrows -> Event.ID {
        var low: Event.ID = 0
        var high: Event.ID = 1 << 62
        while low < high {
            let middle = low + (high - low) / 2
            if let place = try next(middle), place.createdAt < time {
                low = place.id + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
