/// When and how often a client retries a request that is safe to retry.
public struct RetryPolicy: Sendable {
    /// Three retries, after 0.25, 0.5 and 1 second.
    public static let standard = RetryPolicy(waits: [.milliseconds(250), .milliseconds(500), .seconds(1)])

    /// No retries.
    public static let never = RetryPolicy(waits: [])

    /// The longest `Retry-After` that is followed: 30 seconds.
    public static let longestRetryAfter: Duration = .seconds(30)

    /// How long to wait before each retry.
    public let waits: [Duration]

    /// Creates a policy.
    ///
    /// - Parameter waits: how long to wait before each retry.
    public init(waits: [Duration]) {
        self.waits = waits
    }

    /// How long to wait after `error`, which ended the try with this number (1 is the first); nil to stop retrying.
    func wait(afterTry number: Int, error: any Error, retryAfter: Duration?) -> Duration? {
        guard number <= waits.count, Self.isPassing(error, tryNumber: number) else { return nil }
        let asked = retryAfter ?? .zero
        return asked <= Self.longestRetryAfter ? max(waits[number - 1], asked) : nil
    }

    private static func isPassing(_ error: any Error, tryNumber: Int) -> Bool {
        guard let error = error as? PerfseeClientError else { return false }
        // From the second try on, a conflict means that the server is still processing the first.
        if case .refused(let problem) = error, problem.status == 409 { return tryNumber > 1 }
        return error.isPassing
    }
}
