import HTTPTypes
import Hummingbird
import Localization
import Logging

/// Turns every outcome of a request into an answer, so that the API answers with nothing but JSON; pages handle their
/// own errors.
struct ProblemMiddleware: RouterMiddleware {
    let services: Services
    let routes: RouteTable
    /// Whether people are answered with pages.
    let hasPages: Bool

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            response = try await nothing(at: request, context)
        } catch {
            response = problem(for: error, request, context).response
        }
        services.callers.headers.add(to: &response.headers)
        return response
    }

    /// A page for people, problem details for programs.
    private func nothing(at request: Request, _ context: APIContext) async throws -> Response {
        let methods = routes.methods(at: request.uri.path)
        let isPage = hasPages && ProblemPage.isWanted(by: request)
        guard methods.isEmpty || methods.contains(request.method) else {
            let problem = Problem.methodNotAllowed(methods)
            guard isPage, let page = try? await PageRequest(services, request, context) else { return problem.response }
            return await ProblemPage.says(problem, to: page)
        }
        if isPage, let page = try? await PageRequest(services, request, context) {
            return await ProblemPage.nothingThere(page)
        }
        return Problem.notFound(.path).response
    }

    private func problem(for error: any Error, _ request: Request, _ context: APIContext) -> Problem {
        let problem = Problem(describing: error)
        if problem.status == .serviceUnavailable { context.logFailure("A request failed", of: request, error) }
        return problem
    }
}
