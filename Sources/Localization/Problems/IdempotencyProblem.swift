/// Why a request with an `Idempotency-Key` is not answered like the first one.
package enum IdempotencyProblem: Hashable, Sendable {
    /// The first request with this key is still running.
    case stillRunning
    /// The answer to the first request held a secret and was not kept.
    case withheldAnswer
}
