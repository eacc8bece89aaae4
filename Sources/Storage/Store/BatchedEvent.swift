/// One event of several that are accepted together.
package struct BatchedEvent: Sendable {
    package var event: NewEvent
    /// With the event's own idempotency key; nil if it has none.
    package var once: Once<Accepted>?

    package init(event: NewEvent, once: Once<Accepted>? = nil) {
        self.event = event
        self.once = once
    }
}

/// What became of one event of a batch.
package enum BatchedReply: Hashable, Sendable {
    case accepted(Accepted)
    /// An event with the same key was accepted before, with this response.
    case repeated(StoredAnswer)

    /// Throws `BatchRefusal` if the event's key was used for another one.
    ///
    /// - Parameter index: of the event in its batch.
    package init(_ reply: Reply<Accepted>, at index: Int) throws {
        switch reply {
        case .done(let accepted): self = .accepted(accepted)
        case .repeated(let answer): self = .repeated(answer)
        case .mismatched, .withheld: throw BatchRefusal(index: index)
        }
    }
}

/// A batch is refused because the key of one of its events was used for another event.
package struct BatchRefusal: Error, Hashable, Sendable {
    /// Of the event in its batch.
    package var index: Int

    package init(index: Int) {
        self.index = index
    }
}
