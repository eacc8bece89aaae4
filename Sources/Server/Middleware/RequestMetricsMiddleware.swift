import HTTPTypes
import Hummingbird
import Logging

/// Counts requests by route, method and status class, measures how long each took, and counts refusals.
struct RequestMetricsMiddleware: RouterMiddleware {
    private let routes: RouteMetrics

    private let refusals: Refusals

    init(metrics: PrometheusMetrics, refusals: Refusals) {
        routes = RouteMetrics(factory: metrics)
        self.refusals = refusals
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        // An unknown path and an unknown method come from outside: one name stands for all of them.
        let route = context.endpointPath.map { $0 == "NotFound" ? "none" : $0 } ?? "none"
        routes.record(
            RouteMetrics.Key(route: route, method: request.method, statusClass: response.status.code / 100),
            took: ContinuousClock.now - start)
        if let kind = Refusals.Kind(status: response.status.code) {
            refusals.note(
                kind, from: context.caller?.client,
                [
                    "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                ], request: context.requestID)
        }
        return response
    }
}
