/// How long to wait after so many failures in a row: twice as long after each, up to a limit, and by chance between
/// half of that and all of it, so that those who failed together do not come again together.
package struct Backoff: Hashable, Sendable {
    package var base: Duration
    package var maximum: Duration

    package init(base: Duration, maximum: Duration) {
        self.base = base
        self.maximum = maximum
    }

    /// - Parameters:
    ///   - failures: in a row, the latest among them.
    ///   - random: from 0 to 1.
    package func delay(after failures: Int, random: Double) -> Duration {
        // Beyond 20 doublings any base has reached any maximum.
        let full = min(maximum, base * (1 << min(max(failures - 1, 0), 20)))
        return full * (0.5 + random / 2)
    }
}
