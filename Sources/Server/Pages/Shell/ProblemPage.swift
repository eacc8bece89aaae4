import HTTPTypes
import Hummingbird

/// Says on a page why something could not be shown or done.
struct ProblemPage {
    let problem: Problem

    struct View: Sendable {
        var heading: String
        var detail: String
        var faults: [String]
        var asksToSignIn: Bool
    }

    func response(to visit: Visit) -> Response {
        let heading = visit.words(Self.headings[problem.status.code] ?? "problem-other")
        let view = View(
            heading: heading, detail: visit.words.said(problem.detail),
            faults: problem.faults.map { "\($0.field): \(visit.words.fault($0.message))" },
            asksToSignIn: visit.account == nil)
        var response = visit.render("problem", title: heading, view, status: problem.status)
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }

    private static let headings = [
        400: "problem-malformed", 403: "problem-forbidden", 404: "problem-missing", 409: "problem-conflict",
        413: "problem-large", 422: "problem-fields", 429: "problem-often", 503: "problem-unavailable",
    ]
}
