/// A value that a store cannot accept.
package enum StoreRefusal: Hashable, Sendable {
    /// The event goes back to one that has led to this many others: webhooks lead back to where their events are
    /// published.
    case eventLoop(maximum: Int)
}
