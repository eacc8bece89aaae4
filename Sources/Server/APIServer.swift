package import Domain
import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import Signing
package import Storage

/// The HTTP API and the pages.
package struct APIServer: Sendable {
    /// How many connections are served at once; more wait until one ends.
    package static let maximumConnections = 4_096
    /// A connection on which nothing comes in for this long is closed.
    package static let idleTimeout = 60

    let services: Services
    private let logger: Logger

    /// - Parameters:
    ///   - judge: says in a sentence why the egress rules refuse a webhook's URL; nil where they do not.
    ///   - disk: what builds are written to, and where events have to find room beside them.
    ///   - databaseDisk: what the database lies on.
    package init(
        store: any Store, blobs: any BlobStore, time: any TimeSource, keyring: Keyring,
        configuration: ServerConfiguration, judge: @escaping @Sendable (String) -> String?, metrics: PrometheusMetrics,
        disk: DiskWatch = .unwatched, databaseDisk: DiskWatch = .unwatched, logger: Logger
    ) {
        var services = Services(
            store: store, blobs: blobs, time: time, keyring: keyring, configuration: configuration, judge: judge,
            metrics: metrics)
        services.disk = disk
        services.databaseDisk = databaseDisk
        self.services = services
        self.logger = logger
    }

    /// The routes without a server, for tests and for those who add to them.
    package func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestMetricsMiddleware(metrics: services.metrics))
        router.add(middleware: ProblemMiddleware(services: services))
        let endpoints = endpoints
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method, use: endpoint.respond)
        }
        for (path, methods) in Dictionary(grouping: endpoints, by: \.path) {
            refuseOtherMethods(than: methods.map(\.method), at: path, on: router)
        }
        for route in PageServer(services: services).routes {
            router.on(RouterPath(route.path), method: route.method, use: route.respond)
        }
        return router
    }

    /// A service that listens until it is told to stop, then lets running requests end.
    /// - Parameter onServerRunning: is told the port once it listens.
    package func application(
        onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let configuration = services.configuration
        return Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(Int64(Self.idleTimeout)))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.maximumConnections)),
            onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    private var endpoints: [Endpoint] {
        let resources =
            ProjectResource(services: services).endpoints + MemberResource(services: services).endpoints
            + ApplicationResource(services: services).endpoints + OwnerKind.allCases.flatMap(endpoints(of:))
            + EventResource(services: services).endpoints
            + UploadResource(services: services).endpoints + ArtifactResource(services: services).endpoints
            + TokenResource(services: services).endpoints
        let described = resources + OperatorResource(services: services, openAPI: []).endpoints
        let document = OpenAPIDocument(endpoints: described, publicURL: services.configuration.publicURL)
        return resources + OperatorResource(services: services, openAPI: document.bytes).endpoints
    }

    /// What is the same below a project and below an application.
    private func endpoints(of kind: OwnerKind) -> [Endpoint] {
        WebhookResource(services: services, kind: kind).endpoints
            + SecretResource(services: services, kind: kind).endpoints
            + ReplayResource(services: services, kind: kind).endpoints
            + DeliveryResource(services: services, kind: kind).endpoints
            + StreamResource(services: services, kind: kind).endpoints
    }

    private func refuseOtherMethods(
        than methods: [HTTPRequest.Method], at path: String, on router: Router<APIContext>
    ) {
        let allowed = methods + (methods.contains(.get) ? [.head] : [])
        let problem = Problem.methodNotAllowed(allowed)
        for method in Self.methods where !allowed.contains(method) {
            router.on(RouterPath(path), method: method) { _, _ -> Response in throw problem }
        }
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
}
