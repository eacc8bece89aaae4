import HTTPTypes
import Hummingbird

/// Why a request is not answered as it wished: problem details (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    /// After how many seconds whoever met trouble of the storage may try again.
    static let retryAfter = 5

    var status: HTTPResponse.Status
    /// What happened and what to do about it, as a sentence.
    var detail: String
    var faults: [FieldFault] = []
    var headers: HTTPFields = [:]
    /// Whether the rest of the request is not wanted, so that the connection has to go.
    var closesConnection = false

    init(_ status: HTTPResponse.Status, _ detail: String, faults: [FieldFault] = []) {
        self.status = status
        self.detail = detail
        self.faults = faults
    }

    static func notFound(_ detail: String) -> Problem { Problem(.notFound, detail) }

    static func conflict(_ detail: String) -> Problem { Problem(.conflict, detail) }

    /// At least one field is wrong.
    static func invalid(_ faults: [FieldFault]) -> Problem {
        let names = faults.map(\.field).joined(separator: ", ")
        return Problem(.unprocessableContent, "The request cannot be accepted as it is; see \(names).", faults: faults)
    }

    static func unauthorized(_ detail: String, error: String? = nil) -> Problem {
        var problem = Problem(.unauthorized, detail)
        let suffix = error.map { ", error=\"\($0)\"" } ?? ""
        problem.headers[.wwwAuthenticate] = "Bearer realm=\"perfsee\"\(suffix)"
        return problem
    }

    static func tooLarge(limit: Int) -> Problem {
        var problem = Problem(.contentTooLarge, "The body is larger than the \(limit) bytes that are taken here.")
        problem.closesConnection = true
        return problem
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        var problem = Problem(.methodNotAllowed, "This path takes \(names).")
        problem.headers[.allow] = names
        return problem
    }

    static let unavailable = retriable("The storage could not be reached or written to; try again in a few seconds.")

    static let diskFull = retriable("The disk of the database is full. Tell the server's operator.")

    /// The client went away, or sent what is no HTTP: nobody's fault here.
    static var brokenOff: Problem {
        var problem = Problem(.badRequest, "The request broke off or is malformed.")
        problem.closesConnection = true
        return problem
    }

    static let busy = retriable("More is waiting to be written than is taken in; try again in a few seconds.")

    /// More passwords wait to be checked than are taken in.
    static var crowded: Problem {
        var problem = Problem(
            .tooManyRequests, "More people are signing in than can be checked at once; try again in a few seconds.")
        problem.headers[.retryAfter] = String(retryAfter)
        return problem
    }

    /// Too many emails and names were tried by whoever asks, to see whose they are.
    static func guessedNames(wait seconds: Int) -> Problem {
        let minutes = (seconds + 59) / 60
        var problem = Problem(
            .tooManyRequests, "Too many emails or names were tried. Try again in \(minutes) min.")
        problem.headers[.retryAfter] = String(seconds)
        return problem
    }

    private static func retriable(_ detail: String) -> Problem {
        var problem = Problem(.serviceUnavailable, detail)
        problem.headers[.retryAfter] = String(retryAfter)
        return problem
    }
}
