import HTTPTypes

extension Problem {
    static let slowHead = Problem(
        .requestTimeout, "The head of the request came too slowly. Send it again."
    ).closingConnection()

    static let slowBody = Problem(
        .requestTimeout, "The body came too slowly: at least 1,000 bytes a second have to. Send it again."
    ).closingConnection()

    static let tooManyRequests = Problem(
        .tooManyRequests, "Too many requests are under way from this account or address; try again in a few seconds."
    ).retriable()

    static let tooManyBodies = Problem(
        .tooManyRequests,
        "Too many bodies are being received from this account or address; try again in a few seconds."
    ).retriable().closingConnection()

    static let noMemory = Problem(
        .serviceUnavailable, "Too many bodies are being received at once; try again in a few seconds."
    ).retriable().closingConnection()

    static func tooManyStreams(_ whose: String) -> Problem {
        Problem(.tooManyRequests, "Too many event streams are open \(whose); close one, or try again later.")
            .retriable()
    }

    static let tooManyUploads = Problem(
        .tooManyRequests, "Too many uploads are under way; try again in a few seconds."
    ).retriable()

    static let malformed = Problem(
        .badRequest, "This is no HTTP/1.1 request that can be understood."
    ).closingConnection()
}

/// A body that arrived too slowly to wait for.
struct SlowBody: Error {}
