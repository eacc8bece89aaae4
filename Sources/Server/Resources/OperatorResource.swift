import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// What an operator's machines ask: whether the server is alive, whether it works, and how much there is to do.
struct OperatorResource: Sendable {
    let services: Services
    let store: any DeliveryLog & Maintenance
    /// One buffer shared by all unauthenticated callers: slow readers would otherwise hold a copy each.
    let openAPI: ByteBuffer

    var endpoints: [Endpoint] {
        health + [.open(.get, "/openapi.json", Self.openAPIOperation) { _, _ in .json(.ok, openAPI) }]
    }

    /// What is asked of every process, with or without an API.
    var health: [Endpoint] {
        [
            .open(.get, "/healthz", Self.liveOperation) { _, _ in Self.ok },
            .open(.get, "/readyz", Self.readyOperation, ready),
            .open(.get, "/metrics", Self.metricsOperation, metrics),
        ]
    }

    private static var ok: Response {
        .json { json in json.object { $0.string("status", "ok") } }
    }

    @Sendable private func ready(_ request: Request, _ context: APIContext) async throws -> Response {
        try await services.readiness.check(store, on: services.databaseDisk, by: services.time)
        return Self.ok
    }

    @Sendable private func metrics(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try await Authenticator(services: services).callerIfAny(of: request)
        let counts = try await store.counts(at: services.now)
        let samples =
            services.metrics.samples() + counts.samples(at: services.now) + services.callers.samples
            + ProcessFigures.samples() + [buildInfo]
        let text = TextExposition(samples, isForAdmin: caller?.access.mayAdministerInstance ?? false).text
        return Response(
            status: .ok, headers: [.contentType: TextExposition.contentType],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

extension OperatorResource {
    private var buildInfo: SeriesSample {
        let version = ("version", services.configuration.version)
        return SeriesSample(id: SeriesID("perfsee_build_info", [version]), value: .gauge(1))
    }
}

extension QueueCounts {
    /// The store's contents as gauges: the same on every node.
    func samples(at now: Timestamp) -> [SeriesSample] {
        let age = oldestDue.map { max(0, (now - $0) / .seconds(1)) } ?? 0
        return [
            Self.gauge("perfsee_queue_deliveries", [("state", "pending")], Double(pending)),
            Self.gauge("perfsee_queue_deliveries", [("state", "sending")], Double(sending)),
            Self.gauge("perfsee_queue_oldest_due_age_seconds", [], age),
            Self.gauge("perfsee_webhooks_disabled", [], Double(disabledWebhooks)),
            Self.gauge("perfsee_webhooks_failing", [], Double(failingWebhooks)),
            Self.gauge("perfsee_artifacts_pending", [], Double(pendingArtifacts)),
        ]
    }

    private static func gauge(_ name: String, _ labels: [(String, String)], _ value: Double) -> SeriesSample {
        SeriesSample(id: SeriesID(name, labels), value: .gauge(value))
    }
}

extension OperatorResource {
    private static let status = Schema.object([.always("status", .string())])

    static let liveOperation = Operation(
        id: "healthz", summary: "Checks whether the process is running.",
        answers: [.json(200, "The process is running.", status)])
    static let readyOperation = Operation(
        id: "readyz",
        summary: "Checks whether the storage can be written to, at most once every 5 s; 503 if it can't.",
        answers: [.json(200, "The server is ready.", status)])
    static let metricsOperation = Operation(
        id: "metrics",
        summary:
            "Gets metrics for Prometheus. Series that name a project or a webhook require an instance admin's token.",
        answers: [
            Operation.Answer(
                status: 200, description: "Text format 0.0.4.", contentType: TextExposition.contentType,
                schema: .string())
        ])
    static let openAPIOperation = Operation(
        id: "openapi", summary: "Gets this OpenAPI description.", answers: [.json(200, "OpenAPI 3.1.", .map(of: .any))])
}
