/// When and how often a client sends a request again that may safely be sent again.
public struct RetryPolicy: Sendable {
    /// Three more tries after 0.25, 0.5 and 1 second.
    public static let standard = RetryPolicy(waits: [.milliseconds(250), .milliseconds(500), .seconds(1)])

    /// None.
    public static let never = RetryPolicy(waits: [])

    /// The longest that a server's `Retry-After` is followed.
    public static let longestRetryAfter: Duration = .seconds(30)

    /// How long to wait before each further try.
    public let waits: [Duration]

    /// - Parameter waits: how long to wait before each further try.
    public init(waits: [Duration]) {
        self.waits = waits
    }

    /// How long to wait after `error`, which ended the try of this number (1 is the first); nil where that is the end.
    func wait(afterTry number: Int, error: any Error, retryAfter: Duration?) -> Duration? {
        guard number <= waits.count, Self.isPassing(error, tryNumber: number) else { return nil }
        let asked = retryAfter ?? .zero
        return asked <= Self.longestRetryAfter ? max(waits[number - 1], asked) : nil
    }

    private static func isPassing(_ error: any Error, tryNumber: Int) -> Bool {
        guard let error = error as? PerfseeClientError else { return false }
        // From the second try on a conflict means that the server is still busy with the first.
        if case .refused(let problem) = error, problem.status == 409 { return tryNumber > 1 }
        return error.isPassing
    }
}
