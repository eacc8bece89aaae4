import Domain
import HTTPTypes
import Hummingbird
import Localization

/// Explains on a page why something could not be shown or done.
struct ProblemPage {
    let problem: Problem

    struct View: Sendable {
        var heading: String
        var detail: SentenceView
        var faults: [String]
        var asksToSignIn: Bool
    }

    func response(to request: PageRequest) -> Response {
        let heading = request.strings(Self.headings[problem.status.code] ?? "problem-other")
        let view = View(
            heading: heading, detail: SentenceView(request.strings(problem.detail)),
            faults: problem.faults.map { "\($0.field): \(request.strings($0.reason))" },
            asksToSignIn: request.account == nil)
        // What was not done must not look like success, not even in a tab in the background.
        let isForm = request.http.method == .post
        let title = isForm ? request.strings("error") + request.strings("colon") + heading : heading
        var response = request.render("problem", title: title, view, status: problem.status)
        for field in problem.headers { response.headers[field.name] = field.value }
        if problem.closesConnection { response.headers[.connection] = "close" }
        return response
    }

    /// Whether the request for a missing path comes from a browser, and not from an API client.
    static func isWanted(by request: Request) -> Bool {
        let isAPI = request.uri.path == "/api" || request.uri.path.hasBytePrefix("/api/")
        return !isAPI && (request.headers[.accept] ?? "").lowercased().contains("text/html")
    }

    /// The page for a path that leads nowhere.
    static func nothingThere(_ request: PageRequest) async -> Response {
        await says(Problem(.notFound, .page(.noPage)), to: request)
    }

    /// For problems that no page handles itself.
    static func says(_ problem: Problem, to request: PageRequest) async -> Response {
        var response = ProblemPage(problem: problem).response(to: await request.withNavigation())
        request.finish(&response)
        return response
    }

    private static let headings = [
        400: "problem-malformed", 403: "problem-forbidden", 404: "problem-missing", 409: "problem-conflict",
        413: "problem-large", 422: "problem-fields", 429: "problem-often", 503: "problem-unavailable",
    ]
}
