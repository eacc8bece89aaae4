/// The source of time and randomness, so that tests need neither.
package struct PostgresTime: Sendable {
    /// Time since any fixed instant; never goes back.
    package var now: @Sendable () -> Duration
    /// Throws `CancellationError` if the task is canceled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 up to but not including 1.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    private static let start = ContinuousClock.now

    package static let system = PostgresTime(
        now: { start.duration(to: .now) }, sleep: { try await ContinuousClock().sleep(for: $0) },
        random: { Double.random(in: 0..<1) })
}
