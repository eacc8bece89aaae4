import HTTPTypes
import Hummingbird

/// Why a request failed: problem details (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    /// How many seconds to wait before a retry after a storage error.
    static let retryAfter = 5

    var status: HTTPResponse.Status
    /// What happened and what to do about it, as a sentence.
    var detail: String
    var faults: [FieldFault] = []
    var headers: HTTPFields = [:]
    /// Whether the rest of the request is not wanted, so that the connection has to be closed.
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
        Problem(.contentTooLarge, "The body is larger than the \(limit) bytes that are taken here.").closingConnection()
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        var problem = Problem(.methodNotAllowed, "This path takes \(names).")
        problem.headers[.allow] = names
        return problem
    }

    static let unavailable = Problem(
        .serviceUnavailable, "The storage could not be reached or written to; try again in a few seconds."
    ).retriable()

    static let diskFull = Problem(
        .serviceUnavailable, "The disk of the database is full. Tell the server's operator."
    ).retriable()

    /// The client went away, or sent something that is not HTTP: not a fault of the server.
    static let brokenOff = Problem(.badRequest, "The request broke off or is malformed.").closingConnection()

    static let busy = Problem(
        .serviceUnavailable, "More is waiting to be written than is taken in; try again in a few seconds."
    ).retriable()

    /// The queue of passwords to check is full.
    static let crowded = Problem(
        .tooManyRequests, "More people are signing in than can be checked at once; try again in a few seconds."
    ).retriable()

    /// The caller tried too many emails and names to see whose they are.
    static func guessedNames(wait seconds: Int) -> Problem {
        let minutes = (seconds + 59) / 60
        return Problem(.tooManyRequests, "Too many emails or names were tried. Try again in \(minutes) min.")
            .retriable(after: seconds)
    }

    /// The same problem with a `Retry-After`.
    func retriable(after seconds: Int = retryAfter) -> Problem {
        var problem = self
        problem.headers[.retryAfter] = String(seconds)
        return problem
    }

    /// The same problem as the last answer of its connection.
    func closingConnection() -> Problem {
        var problem = self
        problem.closesConnection = true
        return problem
    }
}
