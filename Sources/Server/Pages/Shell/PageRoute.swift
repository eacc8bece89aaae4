import Domain
import HTTPTypes
import Hummingbird
import Logging

/// One method of one page's path.
struct PageRoute: Sendable {
    var method: HTTPRequest.Method
    /// A template: `/{project}/settings/webhooks`.
    var path: String
    var respond: @Sendable (Request, APIContext) async throws -> Response

    /// Shows something. Whatever it throws becomes a page that says what happened.
    static func get(
        _ services: Services, _ path: String, _ show: @escaping @Sendable (Visit) async throws -> Response
    ) -> PageRoute {
        PageRoute(method: .get, path: path) { request, context in
            try await respond(services, request, context) { visit in try await show(visit) }
        }
    }

    /// Does something with a form that was sent with its key; without the key nothing is done.
    static func post(
        _ services: Services, _ path: String, _ act: @escaping @Sendable (Visit, PostedForm) async throws -> Response
    ) -> PageRoute {
        PageRoute(method: .post, path: path) { request, context in
            try await respond(services, request, context) { visit in
                let form = try await PostedForm(request, context, limit: services.configuration.bodyLimits.other)
                try visit.checkKey(of: form)
                return try await act(visit, form)
            }
        }
    }

    private static func respond(
        _ services: Services, _ request: Request, _ context: APIContext, _ body: (Visit) async throws -> Response
    ) async throws -> Response {
        var visit = try await Visit(services, request, context)
        var response: Response
        do {
            visit.projects = try await visit.newestProjects()
            if request.method == .get, let chosen = visit.chosenLanguage { return visit.remember(chosen) }
            response = try await body(visit)
        } catch let redirect as Redirect {
            response = redirect.response
        } catch is SlowBody {
            // Nobody is worth a whole page who sends so slowly, least of all thousands of them at once.
            response = Problem.slowBody.response
        } catch {
            let problem = Problem(describing: error)
            if problem.status == .serviceUnavailable {
                context.logger.error("A page failed.", metadata: ["error": "\(error)"])
            }
            response = ProblemPage(problem: problem).response(to: visit)
        }
        visit.finish(&response)
        return response
    }
}

/// Sends the browser elsewhere instead of answering.
struct Redirect: Error {
    var path: String

    init(_ path: String) {
        self.path = path
    }

    /// Wherever the path comes from, it leads to no other server.
    var location: String { LocalPath(untrusted: path).text }

    /// 303: whatever was sent, what follows is a GET.
    var response: Response { Response(status: .seeOther, headers: [.location: location]) }
}

extension Response {
    static func redirect(_ path: String) -> Response { Redirect(path).response }
}
