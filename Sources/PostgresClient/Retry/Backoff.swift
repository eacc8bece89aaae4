/// How long to wait after a number of consecutive failures: the delay doubles after each, up to a limit, and is drawn
/// at random between half of that and all of it, so that callers that failed together do not retry together.
package struct Backoff: Hashable, Sendable {
    package var base: Duration
    package var maximum: Duration

    package init(base: Duration, maximum: Duration) {
        self.base = base
        self.maximum = maximum
    }

    /// - Parameters:
    ///   - failures: consecutive failures, including the latest.
    ///   - random: from 0 to 1.
    package func delay(after failures: Int, random: Double) -> Duration {
        // Beyond 20 doublings any base has reached any maximum.
        let full = min(maximum, base * (1 << min(max(failures - 1, 0), 20)))
        return full * (0.5 + random / 2)
    }
}
