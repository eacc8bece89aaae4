import Analysis
import BundleAnalysis
import Delivery
import Domain
import Foundation
import Logging
import NIOCore
import NIOPosix
import Server
import ServiceLifecycle
import Signing
import Storage
import UnixSignals

/// The services of one server process.
struct RunningServices {
    private let settings: ServeSettings
    private let store: any Store
    private let storeServices: [any Service]
    private let blobs: any BlobStore
    private let workFolder: URL
    /// The disks of uploads, which have to leave room for events; of unpacked builds; and of the database.
    private let uploadDisk, workDisk, databaseDisk: DiskWatch
    private let address: ServerAddress
    private let socket: ServerSocket?
    private let publicURL: String
    private let files: FileBudget
    private let time: any TimeSource
    private let keyring: Keyring
    private let clockOffset: Duration
    private let ownAddresses = OwnAddresses()
    private let sender: HTTPSender
    private let metrics: PrometheusMetrics
    private let logger = Logger(label: "perfsee")

    init(
        settings: ServeSettings, database: OpenedDatabase, address: ServerAddress, socket: ServerSocket?,
        publicURL: String, files: FileBudget, metrics: PrometheusMetrics, time: any TimeSource
    ) throws {
        self.settings = settings
        store = database.store
        storeServices = database.services
        blobs = database.blobs
        workFolder = database.workFolder
        let floor = settings.limits.diskFloor
        let own = [database.databaseFolder].compactMap { $0 }
        uploadDisk = DiskWatch(folders: own + [database.blobsFolder].compactMap { $0 }, floor: floor)
        workDisk = DiskWatch(folders: own + [database.workFolder.path], floor: floor)
        databaseDisk = DiskWatch(folders: own, floor: floor)
        self.address = address
        self.socket = socket
        self.publicURL = publicURL
        self.files = files
        self.metrics = metrics
        self.time = time
        keyring = database.keyring
        clockOffset = database.clockOffset
        let egress = EgressGuard(settings.egress, own: ownAddresses, logger: logger)
        let proxy = settings.webhookProxy.map { [logger] in OutgoingProxy($0, logger: logger) }
        sender = try HTTPSender(
            configuration: files.sender, group: MultiThreadedEventLoopGroup.singleton, egress: egress,
            trusting: settings.trustRoots, proxy: proxy)
    }

    /// Runs until SIGTERM or SIGINT. The last service is stopped first: nothing new comes in while running work
    /// finishes.
    func run() async throws {
        if let warning = settings.hiddenClients { logger.warning("\(warning)") }
        if settings.role.sendsAndAnalyzes, let proxy = settings.webhookProxy {
            logger.notice("Webhooks are sent through a proxy", metadata: ["proxy": "\(proxy)"])
        }
        if !OpenedDatabase.tolerated.contains(clockOffset) {
            logger.warning(
                "This machine's clock differs from that of the database server",
                metadata: ["seconds": "\(clockOffset.wholeSeconds)"])
        }
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = ServerProcess.longestShutdown
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await sender.shutdown()
            throw failure(error)
        }
        await sender.shutdown()
    }

    /// A sentence if the server could not listen.
    private func failure(_ error: any Error) -> any Error {
        guard let error = error as? IOError else { return error }
        if let socket { return socket.failure(error) }
        let setting = settings.listening?.setting ?? "port"
        return CommandFailure(cannotListenAt: address.host, port: address.port, setting: setting, error)
    }

    private var services: [any Service] {
        var services = storeServices
        if settings.role.sendsAndAnalyzes {
            let deliveries = DeliveryWorker(
                store: store, sender: sender, defaultSchedule: settings.defaultSchedule, time: time, logger: logger)
            services += [
                LeaseRescuer(store: store, time: time, logger: logger),
                Eraser(store: store, blobs: blobs, time: time, logger: logger),
                Replayer(store: store, time: time, logger: logger),
                Pruner(store: store, blobs: blobs, retention: settings.retention, time: time, logger: logger),
                PackageRecorder(store: store, blobs: blobs, time: time, logger: logger),
                deliveries, analysisWorker(beside: deliveries),
            ]
        }
        services.append(settings.listensNowhere ? WorkerAnnouncement() : server)
        return services
    }

    private func analysisWorker(beside deliveries: DeliveryWorker) -> AnalysisWorker {
        let publicURL = publicURL
        return AnalysisWorker(
            store: store, blobs: blobs,
            analyzer: BundleAnalyzer(
                limits: settings.limits.archive, workFolder: workFolder,
                parallelism: Parallelism(isIdle: { deliveries.isIdle }), hasRoom: { [workDisk] in workDisk.hasRoom() }),
            space: WorkSpace(bytes: settings.limits.analysisBytes), disk: workDisk, publicURL: { publicURL },
            time: time, logger: logger)
    }

    /// All of the API and the pages or, for a worker, what tells how it is.
    private var server: any Service {
        let url = address.url
        let answersRequests = settings.role.answersRequests
        let server = APIServer(
            store: store, blobs: blobs, inspector: StoredBuildInspector(blobs: blobs), time: time, keyring: keyring,
            configuration: ServerConfiguration(
                host: settings.host, port: address.port, socket: address.socket, publicURL: publicURL,
                connections: files.connections,
                trustedProxies: settings.trustedProxies, defaultSchedule: settings.defaultSchedule,
                quotas: settings.limits.quotas,
                analysisVersion: BundleAnalysis.analysisVersion, version: ProgramVersion.text,
                programFile: ProgramVersion.file),
            egress: settings.egress, ownAddresses: ownAddresses, metrics: metrics, disk: uploadDisk,
            databaseDisk: databaseDisk, logger: logger)
        return server.application(answersRequests ? .everything : .health) { [socket, logger] _ in
            do {
                try socket?.opened()
            } catch {
                logger.error("The socket could not be opened to the proxy", error: error)
            }
            Terminal.print(
                answersRequests
                    ? "perfsee listens at \(url)"
                    : "perfsee is running without an API; /healthz, /readyz and /metrics are at \(url)")
        }
    }
}

extension FileBudget {
    fileprivate var sender: SenderConfiguration {
        var configuration = SenderConfiguration()
        configuration.connections = outgoing
        configuration.connectionsPerOrigin = min(configuration.connectionsPerOrigin, outgoing)
        configuration.lookups.allThreads = min(configuration.lookups.allThreads, lookups)
        configuration.lookups.threads = min(configuration.lookups.threads, lookups)
        return configuration
    }

    fileprivate var connections: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.accepted = accepted
        limits.overlap = overlap
        limits.uploads = uploads
        return limits
    }
}

/// Says that a process that listens to nothing is up.
private struct WorkerAnnouncement: Service {
    func run() async throws {
        Terminal.print("perfsee is running without an API")
        try? await gracefulShutdown()
    }
}
