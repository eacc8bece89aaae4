import HTTPTypes
import Hummingbird
import Logging

/// Gives every request an id, which is in its answer and in each of its lines in the log.
struct RequestIDMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.identify(by: RequestID(given: request.headers[values: RequestID.header]))
        var response = try await next(request, context)
        response.headers[RequestID.header] = context.requestID?.description
        return response
    }
}
