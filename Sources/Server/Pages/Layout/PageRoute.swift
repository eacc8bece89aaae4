import Domain
import HTTPTypes
import Hummingbird
import Logging

/// One method on the path of one page.
struct PageRoute: Sendable {
    var method: HTTPRequest.Method
    /// A template, such as `/{project}/settings/webhooks`.
    var path: String
    var respond: @Sendable (Request, APIContext) async throws -> Response

    /// Shows a page. Any error becomes a page that says what happened.
    static func get(
        _ services: Services, _ path: String, _ show: @escaping @Sendable (PageRequest) async throws -> Response
    ) -> PageRoute {
        PageRoute(method: .get, path: path) { http, context in
            try await respond(services, http, context) { request in try await show(request) }
        }
    }

    /// Handles a form that was sent with its key; without the key it does nothing.
    static func post(
        _ services: Services, _ path: String,
        _ act: @escaping @Sendable (PageRequest, PostedForm) async throws -> Response
    ) -> PageRoute {
        PageRoute(method: .post, path: path) { http, context in
            try await respond(services, http, context) { request in
                let form = try await PostedForm(http, context, limit: services.configuration.bodyLimits.other)
                try request.checkKey(of: form)
                return try await act(request, form)
            }
        }
    }

    private static func respond(
        _ services: Services, _ http: Request, _ context: APIContext, _ body: (PageRequest) async throws -> Response
    ) async throws -> Response {
        var request = try await PageRequest(services, http, context)
        var response: Response
        do {
            request.projects = try await request.newestProjects()
            if http.method == .get, let chosen = request.chosenLanguage { return request.remember(chosen) }
            response = try await body(request)
        } catch let redirect as Redirect {
            response = redirect.response
        } catch is SlowBody {
            // A client that sends this slowly is not worth a whole page, let alone thousands of such clients at once.
            response = Problem.slowBody.response
        } catch {
            let problem = Problem(describing: error)
            if problem.status == .serviceUnavailable { context.logFailure("A page failed", of: http, error) }
            response = ProblemPage(problem: problem).response(to: await request.withNavigation())
        }
        request.finish(&response)
        return response
    }
}

/// Redirects the browser instead of answering.
struct Redirect: Error {
    var path: String

    init(_ path: String) {
        self.path = path
    }

    /// Wherever the path comes from, it never leads to another server.
    var location: String { LocalPath(untrusted: path).text }

    /// 303: whatever the method was, the next request is a GET.
    var response: Response { Response(status: .seeOther, headers: [.location: location]) }
}

extension Response {
    static func redirect(_ path: String) -> Response { Redirect(path).response }
}
