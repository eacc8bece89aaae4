/// What is wrong with an `Idempotency-Key`.
package enum IdempotencyKeyFault: Hashable, Sendable {
    /// It has other characters, or more than `limit`.
    case characters(limit: Int)
    /// The key was used for another request.
    case reused
}
