/// How many times, and after which delays, to retry a transaction that conflicted with another.
package struct PostgresRetry: Sendable {
    /// How many times a transaction is retried by default.
    package static let standardLimit = 8

    package var limit: Int
    package var backoff = Backoff(base: .milliseconds(5), maximum: .seconds(1))
    package var time = PostgresTime.system

    package init(limit: Int = standardLimit) {
        self.limit = limit
    }

    package static let standard = PostgresRetry()
    package static let never = PostgresRetry(limit: 0)

    /// Runs `body` until it succeeds, throws an error for which `isRetryable` is false, or has been retried `limit`
    /// times.
    func run<Value: Sendable>(
        where isRetryable: (PostgresError) -> Bool = \.isRetryable, _ body: () async throws -> Value
    ) async throws -> Value {
        var failures = 0
        while true {
            do {
                return try await body()
            } catch let error as PostgresError where failures < limit && isRetryable(error) {
                failures += 1
                try await pause(after: failures)
            }
        }
    }

    private func pause(after failures: Int) async throws {
        do {
            try await time.sleep(backoff.delay(after: failures, random: time.random()))
        } catch is CancellationError {
            throw Wire.cancelled
        }
    }
}
