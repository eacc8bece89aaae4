package import Domain

/// What is wrong with a webhook's field, or with a replay of its deliveries.
package enum WebhookFault: Hashable, Sendable {
    /// The only method is this one.
    case method(only: String)
    /// The start of a replay is not before its end, which is this field.
    case emptyRange(end: String)
    /// An event type expression has an item that can never match.
    case unmatchable(UnmatchableItem)
    /// The box that confirms the removal was not checked.
    case unconfirmedRemoval
}
