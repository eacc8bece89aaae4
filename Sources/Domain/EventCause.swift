/// What led to an event: a delivery, whose receiver published it in turn. That may be a forwarder, which passes the
/// delivery's headers on, or a webhook that leads straight back to this server.
package struct EventCause: Hashable, Sendable {
    /// How deep one event may follow from another.
    package static let maximumDepth = 5
    /// How many events may go back to one that nothing led to.
    package static let maximumEvents = 1_000

    /// The delivery that the request was, or came of.
    package var delivery: DeliveryID
    /// The event's own: one more than that of the event which was delivered, and 1 after one that nothing led to.
    package var depth: Int

    package init(delivery: DeliveryID, depth: Int) {
        self.delivery = delivery
        self.depth = depth
    }
}

/// The beginning of a chain of events, under which all events that go back to it are counted.
package struct EventRoot: Hashable, Comparable, Sendable {
    /// How long after its first event a chain is remembered, in milliseconds: as long as any schedule of retries may
    /// be.
    package static let lifetime: Int64 = 30 * 24 * 3_600_000

    /// The id of the event that nothing led to; below zero what stands for a delivery that the store knows nothing of.
    package let key: Int64

    package init(key: Int64) {
        self.key = key
    }

    /// For a delivery that is not in the store, because it is another server's or was pruned: what it leads to is
    /// counted under the delivery itself, since the event behind it is not known.
    package init(unknown delivery: DeliveryID) {
        // Every bit of the id counts, those that are cut off at the end as well.
        let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
        let mixed = ((delivery.high &* odd) ^ delivery.low) &* odd
        key = -1 - Int64(mixed >> 2)
    }

    package static func < (left: EventRoot, right: EventRoot) -> Bool { left.key < right.key }
}
