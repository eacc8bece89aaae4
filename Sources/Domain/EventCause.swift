/// What led to an event: a delivery whose receiver published the event in turn. The receiver may be a forwarder, which
/// passes the delivery's headers on, or the webhook may lead straight back to this server.
package struct EventCause: Hashable, Sendable {
    /// The maximum length of a chain of events.
    package static let maximumDepth = 5
    /// How many events may go back to the same root.
    package static let maximumEvents = 1_000

    /// The delivery that was the request itself or that led to it.
    package var delivery: DeliveryID
    /// The depth of the new event: one more than that of the delivered event, which is 0 if nothing led to it.
    package var depth: Int

    package init(delivery: DeliveryID, depth: Int) {
        self.delivery = delivery
        self.depth = depth
    }
}

/// The start of a chain of events, under which all events that go back to it are counted.
package struct EventRoot: Hashable, Comparable, Sendable {
    /// How long after its first event a chain is remembered: as long as the longest retry schedule.
    package static let lifetime = RetrySchedule.maximumTotal

    /// The id of the event that nothing led to; negative for a delivery that the store does not know.
    package let key: Int64

    package init(key: Int64) {
        self.key = key
    }

    /// For a delivery that is not in the store because it is another server's or was pruned: what it leads to is
    /// counted under the delivery itself, since the event behind it is not known.
    package init(unknown delivery: DeliveryID) {
        // Every bit of the id counts, including those that are cut off at the end.
        let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
        let mixed = ((delivery.high &* odd) ^ delivery.low) &* odd
        key = -1 - Int64(mixed >> 2)
    }

    package static func < (left: EventRoot, right: EventRoot) -> Bool { left.key < right.key }
}
