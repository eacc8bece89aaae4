/// One arrival of a delivery at the receiver.
struct Arrival: Sendable {
    /// What a receiver calls a sender that it can't name, because the process was gone before it asked.
    static let unknownSender = "unknown"

    /// The sender, as far as the receiver can tell.
    var sender: String
    var time: ContinuousClock.Instant
    /// The same by the wall clock, in milliseconds since 1970.
    var wallTime: Int64
    /// Whether a 2xx was written.
    var isAnswered = false
}

/// A delivery as the receiver saw it.
struct ReceivedDelivery: Sendable {
    var id: String
    var path: String
    /// The event's number.
    var number: Int
    var arrivals: [Arrival]
}
