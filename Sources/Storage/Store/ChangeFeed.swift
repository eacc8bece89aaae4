package import Domain

/// Reports changes as they happen, for pages and streams that stay up to date. Nothing relies on it for correctness; a
/// reader that misses something is told to read again.
package protocol ChangeFeed: Sendable {
    /// The changes of a project, or of an application's deliveries, from now on.
    /// - Parameter id: the last change the reader has seen; the changes after it come first, or `.reset` if they are no
    ///   longer available.
    func changes(in owner: WebhookOwner, after id: String?) -> AsyncStream<NumberedChange>
    /// The latest change of an owner: a reader that continues from there soon after misses nothing. Nil if it is not
    /// known.
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
    /// Something was missed: what is shown has to be read again.
    case reset
}
