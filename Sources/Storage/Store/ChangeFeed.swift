package import Domain

/// What changes, told as it happens: for pages and streams that stay up to date. Nothing depends on it for its truth;
/// whoever misses something is told to look again.
package protocol ChangeFeed: Sendable {
    /// The changes of a project, or of an application's deliveries, from now on.
    /// - Parameter id: the last change that the reader has seen; those after it come first, or `.reset` where they are
    ///   no longer at hand.
    func changes(in owner: WebhookOwner, after id: String?) -> AsyncStream<NumberedChange>
    /// The latest change of an owner: whoever reads on from there soon misses nothing. Nil where that is not known.
    func position(in owner: WebhookOwner) -> String?
}

extension ChangeFeed {
    package func position(in owner: WebhookOwner) -> String? { nil }
}

package struct NumberedChange: Hashable, Sendable {
    /// For `Last-Event-ID`; empty for a reset.
    package var id: String
    package var change: StoreChange

    package init(id: String, change: StoreChange) {
        self.id = id
        self.change = change
    }
}

package enum StoreChange: Hashable, Sendable {
    case delivery(Delivery)
    case artifact(Artifact.ID, Artifact.Status)
    /// Something was missed: what is shown has to be read anew.
    case reset
}
