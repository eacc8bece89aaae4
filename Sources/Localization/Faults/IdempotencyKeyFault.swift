/// What is wrong with an `Idempotency-Key`.
package enum IdempotencyKeyFault: Hashable, Sendable {
    /// It has other characters, or more than `limit`.
    case characters(limit: Int)
    /// The key was used for another request.
    case reused
    /// Another event of the batch has it, on that line.
    case repeated(line: Int)
}
