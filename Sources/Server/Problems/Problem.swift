import Domain
import HTTPTypes
import Hummingbird
import Localization

/// Why a request failed: problem details (RFC 9457).
struct Problem: Error, Hashable, Message {
    /// How long to wait before a retry after a storage error.
    static let retryAfter: Duration = .seconds(5)

    var status: HTTPResponse.Status
    /// What happened and what to do about it.
    var detail: ProblemDetail
    var faults: [FieldFault] = []
    var headers: HTTPFields = [:]
    /// Whether the rest of the request is not wanted, so that the connection has to be closed.
    var closesConnection = false

    init(_ status: HTTPResponse.Status, _ detail: ProblemDetail, faults: [FieldFault] = []) {
        self.status = status
        self.detail = detail
        self.faults = faults
    }

    static func notFound(_ resource: MissingResource) -> Problem { Problem(.notFound, .missing(resource)) }

    static func forbidden(_ problem: AccessProblem) -> Problem { Problem(.forbidden, .access(problem)) }

    static func conflict(_ detail: ProblemDetail) -> Problem { Problem(.conflict, detail) }

    /// At least one field is wrong.
    static func invalid(_ faults: [FieldFault]) -> Problem {
        Problem(.unprocessableContent, .invalidFields(faults.map(\.field)), faults: faults)
    }

    static func unauthorized(_ access: AccessProblem, error: String? = nil) -> Problem {
        var problem = Problem(.unauthorized, .access(access))
        let suffix = error.map { ", error=\"\($0)\"" } ?? ""
        problem.headers[.wwwAuthenticate] = "Bearer realm=\"perfsee\"\(suffix)"
        return problem
    }

    static func tooLarge(limit: Int) -> Problem {
        Problem(.contentTooLarge, .request(.bodyTooLarge(limit: limit))).closingConnection()
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let names = allowed.map(\.rawValue)
        var problem = Problem(.methodNotAllowed, .request(.methodNotAllowed(allowed: names)))
        problem.headers[.allow] = names.joined(separator: ", ")
        return problem
    }

    static let unavailable = Problem(.serviceUnavailable, .capacity(.storageUnavailable)).retriable()

    static let diskFull = Problem(.serviceUnavailable, .capacity(.databaseDiskFull)).retriable()

    /// The client went away, or sent something that is not HTTP: not a fault of the server.
    static let brokenOff = Problem(.badRequest, .request(.brokenOff)).closingConnection()

    static let busy = Problem(.serviceUnavailable, .capacity(.writes)).retriable()

    /// The queue of passwords to check is full.
    static let crowded = Problem(.tooManyRequests, .capacity(.signIns)).retriable()

    /// The caller tried too many emails and names to see whose they are.
    static func guessedNames(wait: Duration) -> Problem {
        Problem(.tooManyRequests, .capacity(.guessedNames(minutes: wait.wholeMinutes))).retriable(after: wait)
    }

    /// The account created as many projects as it may within a day.
    static func newProjects(limit: Int, wait: Duration) -> Problem {
        Problem(.tooManyRequests, .capacity(.newProjects(limit: limit, minutes: wait.wholeMinutes))).retriable(
            after: wait)
    }

    /// What the log says about a problem that was thrown.
    var text: LocalizedText { detail.text }

    /// The same problem with a `Retry-After`.
    func retriable(after wait: Duration = retryAfter) -> Problem {
        var problem = self
        problem.headers[.retryAfter] = String(wait.wholeSeconds)
        return problem
    }

    /// The same problem as the last answer of its connection.
    func closingConnection() -> Problem {
        var problem = self
        problem.closesConnection = true
        return problem
    }
}
