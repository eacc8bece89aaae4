/// When a stream that broke is opened again.
public struct Reconnection: Sendable, Hashable {
    /// After a second, then after twice as long each time, up to 30 seconds.
    public static let standard = Reconnection(first: .seconds(1), longest: .seconds(30))

    /// How long to wait after the first failure.
    public let first: Duration
    /// The longest wait.
    public let longest: Duration

    /// - Parameters:
    ///   - first: how long to wait after the first failure; each further one in a row doubles it.
    ///   - longest: the longest wait.
    public init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// How long to wait after so many failures in a row.
    ///
    /// - Parameter asked: how long the server asks to wait at least.
    public func wait(afterFailures count: Int, asked: Duration? = nil) -> Duration {
        var wait = max(first, asked ?? .zero)
        for _ in 1..<max(count, 1) where wait < longest { wait = wait * 2 }
        return min(wait, longest)
    }
}
