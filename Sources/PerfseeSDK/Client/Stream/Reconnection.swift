/// When to reconnect after a stream broke.
public struct Reconnection: Sendable, Hashable {
    /// After 1 second, doubling with each failure, up to 30 seconds.
    public static let standard = Reconnection(first: .seconds(1), longest: .seconds(30))

    /// How long to wait after the first failure.
    public let first: Duration
    /// The longest wait.
    public let longest: Duration

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - first: how long to wait after the first failure; doubles with each further failure in a row.
    ///   - longest: the longest wait.
    public init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// How long to wait after a number of failures in a row.
    ///
    /// - Parameter asked: the minimum wait that the server asks for.
    public func wait(afterFailures count: Int, asked: Duration? = nil) -> Duration {
        var wait = max(first, asked ?? .zero)
        for _ in 1..<max(count, 1) where wait < longest { wait = wait * 2 }
        return min(wait, longest)
    }
}
