/// What the end of an attempt says about its receiver.
package enum AttemptEnd: Hashable, Sendable {
    /// - isByHand: whether somebody asked for this attempt: a ping, or a redelivery.
    case taken(isByHand: Bool = false)
    /// The receiver works, but asks to wait until then.
    case throttled(until: Timestamp)
    case failed
}
