/// Where the time comes from: the system's clock in production, a manual one in tests.
package protocol TimeSource: Sendable {
    func now() -> Timestamp

    /// Returns once `now()` has reached `deadline`; throws `CancellationError` if the task is canceled first.
    func sleep(until deadline: Timestamp) async throws
}
