/// Why a request to a Perfsee server failed.
public enum PerfseeClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// This is not an `http` or `https` URL with a host.
    case invalidBaseURL(String)
    /// There was no connection, or it broke.
    case notReached(url: String, reason: String)
    /// No trusted certificate authority has issued the server's certificate, or it is not valid now.
    case untrusted(url: String)
    /// The server's certificate does not name its host.
    case otherHost(url: String)
    /// There was no complete response before the timeout.
    case timedOut(url: String)
    /// The server refused the request.
    case refused(ProblemDetails)
    /// The server accepted the request, but its response is not what was expected.
    case unreadableAnswer(status: Int, reason: String)
    /// The file to send cannot be read.
    case unreadableFile(path: String, reason: String)

    /// Whether the failure is transient, so that the same request may succeed a little later.
    public var isPassing: Bool {
        switch self {
        case .notReached, .timedOut: true
        case .refused(let problem): [429, 502, 503, 504].contains(problem.status)
        case .invalidBaseURL, .untrusted, .otherHost, .unreadableAnswer, .unreadableFile: false
        }
    }

    /// A sentence that says what went wrong.
    public var description: String {
        switch self {
        case .invalidBaseURL(let text): "This is not the http or https URL of a server: \(text)"
        case .notReached(let url, let reason):
            "No Perfsee server could be reached at \(url): \(reason)" + (reason.hasSuffix("?") ? "" : ".")
        case .untrusted(let url):
            "The certificate of \(url) is not trusted: no known certificate authority issued it, or it has expired."
        case .otherHost(let url): "The certificate of \(url) is for another host."
        case .timedOut(let url): "The Perfsee server at \(url) did not respond in time."
        case .refused(let problem): problem.description
        case .unreadableAnswer(let status, let reason):
            "The server's response (status \(status)) can't be read: \(reason) Is it a Perfsee server?"
        case .unreadableFile(let path, let reason): "The file \(path) can't be read: \(reason)"
        }
    }
}
