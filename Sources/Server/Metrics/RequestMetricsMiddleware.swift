import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Synchronization

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
                ["method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)"])
        }
        return response
    }
}

/// The series of each route that was called.
final class RouteMetrics: Sendable {
    struct Key: Hashable, Sendable {
        var route: String
        var method: HTTPRequest.Method
        var statusClass: Int
    }

    private struct Entry {
        var counter: Counter
        var timer: Timer
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    private let factory: PrometheusMetrics
    private let entries = Mutex<[Key: Entry]>([:])

    init(factory: PrometheusMetrics) {
        self.factory = factory
    }

    func record(_ key: Key, took duration: Duration) {
        let entry = entry(for: key)
        entry.counter.increment()
        let (seconds, attoseconds) = duration.components
        entry.timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    private func entry(for key: Key) -> Entry {
        var key = key
        if !Self.methods.contains(key.method) { key.method = .get }
        return entries.withLock { entries in
            if let known = entries[key] { return known }
            let entry = make(key)
            entries[key] = entry
            return entry
        }
    }

    private func make(_ key: Key) -> Entry {
        let route = [("route", key.route), ("method", key.method.rawValue)]
        return Entry(
            counter: Counter(
                label: "perfsee_http_requests_total", dimensions: route + [("status", "\(key.statusClass)xx")],
                factory: factory),
            timer: Timer(label: "perfsee_http_request_duration", dimensions: route, factory: factory))
    }
}
