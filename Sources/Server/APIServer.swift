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
    let services: Services
    private let store: any Store
    private let logger: Logger

    /// - Parameters:
    ///   - inspector: answers questions about analyzed builds.
    ///   - egress: where webhooks may be sent.
    ///   - ownAddresses: this machine's, which are closed to webhooks.
    ///   - disk: the disk that builds are written to, and that has to leave room for events.
    ///   - databaseDisk: the database's disk.
    ///   - uptime: the time since any moment, which never goes back.
    package init(
        store: any Store, blobs: any BlobStore, inspector: any BuildInspector, time: any TimeSource, keyring: Keyring,
        configuration: ServerConfiguration, egress: EgressPolicy, ownAddresses: any MachineAddresses,
        metrics: PrometheusMetrics, disk: DiskWatch = .unwatched, databaseDisk: DiskWatch = .unwatched,
        uptime: @escaping @Sendable () -> Duration = AccessCache.uptime, logger: Logger
    ) {
        let callers = Callers(
            limits: configuration.connections, trustedProxies: configuration.trustedProxies,
            headers: StandardHeaders(publicURL: configuration.publicURL),
            refusals: Refusals(metrics: metrics, logger: logger, time: time))
        services = Services(
            store: store, access: AccessCache(store, monotonic: uptime), blobs: blobs, inspector: inspector, time: time,
            keyring: keyring, configuration: configuration, egress: egress, ownAddresses: ownAddresses,
            metrics: metrics, callers: callers, signInRefusals: SignInRefusals(metrics: metrics, time: time),
            uses: UseRecorder(store: store, logger: logger), disk: disk, databaseDisk: databaseDisk)
        self.store = store
        self.logger = logger
    }

    /// What a server answers.
    package enum Part: Sendable {
        case everything
        /// Only how the process is and what it measures.
        case health
    }

    var pages: PageServer { PageServer(services: services, store: store) }

    /// The routes without a server, for tests and for code that adds routes.
    package func router(_ part: Part = .everything) -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let endpoints = part == .everything ? endpoints : healthEndpoints
        let pages = part == .everything ? pages.routes : []
        let routes = RouteTable(endpoints.map { ($0.method, $0.path) } + pages.map { ($0.method, $0.path) })
        router.add(middleware: RequestIDMiddleware())
        router.add(
            middleware: RequestMetricsMiddleware(metrics: services.metrics, refusals: services.callers.refusals))
        router.add(middleware: ProblemMiddleware(services: services, routes: routes, hasPages: !pages.isEmpty))
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method, use: endpoint.respond)
        }
        for (path, methods) in Dictionary(grouping: endpoints, by: \.path) {
            refuseOtherMethods(than: methods.map(\.method), at: path, on: router)
        }
        for route in pages {
            router.on(RouterPath(route.path), method: route.method, use: route.respond)
        }
        return router
    }

    /// A service that listens until it is asked to stop, then lets running requests finish.
    /// - Parameter onServerRunning: called with the port once the server listens.
    package func application(
        _ part: Part = .everything, onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let configuration = services.configuration
        let callers = services.callers
        let most = callers.limits.acceptLimit
        return Application(
            router: router(part),
            server: HTTPServerBuilder { CallerChannel(callers: callers, responder: $0) },
            configuration: .init(
                address: configuration.socket.map { .unixDomainSocket(path: $0) }
                    ?? .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: AcceptLimit(most) { callers.refusals.noteFull(most) }),
            onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    /// All endpoints of the API, from which the routes are built.
    var endpoints: [Endpoint] {
        let resources =
            ProjectResource(services: services, store: store).endpoints
            + MemberResource(services: services, store: store).endpoints
            + ApplicationResource(services: services, store: store).endpoints
            + OwnerKind.allCases.flatMap(endpoints(of:))
            + EventResource(services: services, store: store).endpoints
            + UploadResource(services: services, store: store).endpoints
            + ArtifactResource(services: services, store: store).endpoints
            + ComparisonResource(services: services, store: store).endpoints
            + HistoryResource(services: services, store: store).endpoints
            + PackageResource(services: services, store: store).endpoints
            + BudgetResource(services: services, store: store).endpoints
            + TokenResource(services: services, store: store).endpoints
            + SettingsResource(services: services).endpoints
        let described = resources + OperatorResource(services: services, store: store, openAPI: ByteBuffer()).endpoints
        let document = OpenAPIDocument(endpoints: described, publicURL: services.configuration.publicURL)
        let body = ByteBuffer(bytes: document.bytes)
        return resources + OperatorResource(services: services, store: store, openAPI: body).endpoints
    }

    /// Those of a process without an API.
    private var healthEndpoints: [Endpoint] {
        OperatorResource(services: services, store: store, openAPI: ByteBuffer()).health
    }

    /// What is the same below a project and below an application.
    private func endpoints(of kind: OwnerKind) -> [Endpoint] {
        WebhookResource(services: services, store: store, kind: kind).endpoints
            + SecretResource(services: services, store: store, kind: kind).endpoints
            + ReplayResource(services: services, store: store, kind: kind).endpoints
            + DeliveryResource(services: services, store: store, kind: kind).endpoints
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
