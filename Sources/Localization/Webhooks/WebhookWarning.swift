package import Domain

/// What is probably a mistake in a webhook, although it is accepted.
package enum WebhookWarning: Hashable, Sendable {
    /// An item of its event type expression matches no type in the catalog, and none that was published where its events
    /// come from.
    case unknownEventType(UnknownItem, in: WebhookOwner.Kind)
}
