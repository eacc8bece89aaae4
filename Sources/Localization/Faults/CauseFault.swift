/// What is wrong with the headers that say that a delivery led to a request.
package enum CauseFault: Hashable, Sendable {
    case notDelivery
    case notDepth
    /// Deliveries led to each other this often: webhooks lead back to where their events are published.
    case tooDeep(limit: Int)
    /// A delivery may only publish events.
    case notAllowed
}
