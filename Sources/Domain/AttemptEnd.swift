/// What the end of an attempt says about its receiver.
package enum AttemptEnd: Hashable, Sendable {
    /// - isByHand: whether somebody asked for this attempt with a redelivery.
    case taken(isByHand: Bool = false)
    /// The receiver works, but asks to wait until then.
    case throttled(until: Timestamp)
    case failed
    /// A ping tests the receiver and counts for nothing, except that one that is taken ends a wait that the receiver had
    /// asked for.
    case ping(isTaken: Bool)

    package var isPing: Bool {
        if case .ping = self { true } else { false }
    }
}
