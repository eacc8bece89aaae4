import HTTPTypes
import Metrics
import Synchronization

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
        entry.timer.record(duration: duration)
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
