/// One time that a delivery came to the receiver.
struct Arrival: Sendable {
    /// Who sent it, as the receiver can tell.
    var sender: String
    var time: ContinuousClock.Instant
    /// The same by the wall's clock: milliseconds since 1970.
    var wallTime: Int64
    /// Whether a 2xx was written.
    var isAnswered = false
}

/// A delivery as the receiver saw it.
struct ReceivedDelivery: Sendable {
    var id: String
    var path: String
    /// Of its event.
    var number: Int
    var arrivals: [Arrival]
}
