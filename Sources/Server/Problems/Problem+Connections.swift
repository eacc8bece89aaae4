import HTTPTypes

extension Problem {
    static let slowHead = leaving(Problem(.requestTimeout, "The head of the request came too slowly. Send it again."))

    static let slowBody = leaving(
        Problem(.requestTimeout, "The body came too slowly: at least 1,000 bytes a second have to. Send it again."))

    static let tooManyRequests = retriable(
        Problem(.tooManyRequests, "Too many requests are under way for this account; try again in a few seconds."))

    static let tooManyBodies = leaving(
        retriable(
            Problem(
                .tooManyRequests,
                "Too many bodies are being received from this account or address; try again in a few seconds.")))

    static let noMemory = leaving(
        retriable(
            Problem(.serviceUnavailable, "Too many bodies are being received at once; try again in a few seconds.")))

    static func tooManyStreams(_ whose: String) -> Problem {
        retriable(
            Problem(.tooManyRequests, "Too many event streams are open \(whose); close one, or try again later."))
    }

    static let tooManyUploads = retriable(
        Problem(.tooManyRequests, "Too many uploads are under way; try again in a few seconds."))

    static let malformed = leaving(Problem(.badRequest, "This is no HTTP/1.1 request that can be understood."))

    /// What has to be answered is answered, and then the connection goes.
    private static func leaving(_ problem: Problem) -> Problem {
        var problem = problem
        problem.closesConnection = true
        return problem
    }

    private static func retriable(_ problem: Problem) -> Problem {
        var problem = problem
        problem.headers[.retryAfter] = String(retryAfter)
        return problem
    }
}

/// A body that came too slowly to be waited for.
struct SlowBody: Error {}
