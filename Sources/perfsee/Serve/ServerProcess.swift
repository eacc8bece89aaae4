import Analysis
import BundleAnalysis
import Delivery
import Domain
import Foundation
import Logging
import Metrics
import NIOCore
import NIOPosix
import Server
import ServiceLifecycle
import Signing
import Storage

/// `perfsee serve`: opens what the services share, runs them until the process is asked to stop, and closes it again.
struct ServerProcess {
    /// How long the services together may take to stop: longer than any single one takes.
    static let longestShutdown: Duration = .seconds(45)

    private let settings: ServeSettings
    private let time = SystemTime()

    init(_ settings: ServeSettings) {
        self.settings = settings
    }

    func run() async throws {
        LogLines.bootstrap(level: settings.logLevel, format: settings.logFormat)
        // Before the store is opened, which measures its commits.
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        let files = try FileBudget(limit: OpenFiles.raiseLimit(), eventLoops: System.coreCount)
        let database = try await OpenedDatabase.open(settings, isServer: true, time: time)
        do {
            try await serve(database, files, metrics)
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    /// Where it listens; for a process that listens to nothing, where it would.
    private var address: ServerAddress {
        get async throws {
            // A socket, or none at all.
            guard let listening = settings.listening else { return ServerAddress(settings, port: settings.port) }
            let port = try await FreePort.find(listening.port, on: settings.host, setting: listening.setting)
            return ServerAddress(settings, port: port)
        }
    }

    /// Where links lead without a public URL: a worker has no pages of its own.
    private func apiAddress(beside address: ServerAddress) -> ServerAddress {
        settings.role.answersRequests || settings.port == 0 ? address : ServerAddress(settings, port: settings.port)
    }

    private func serve(_ database: OpenedDatabase, _ files: FileBudget, _ metrics: PrometheusMetrics) async throws {
        try settings.requirePublicURL()
        let socket = try settings.socket.map(ServerSocket.init)
        defer { socket?.remove() }
        let address = try await address
        let publicURL = settings.publicURL ?? apiAddress(beside: address).url
        try await FirstStart(store: database.store, time: time, settings: settings, publicURL: publicURL).run()
        // Requests skip deliveries as well, so also in a process that sends none.
        database.store.observeSkips(SkipReporter(logger: Logger(label: "perfsee")))
        // On an embedded database the lock guarantees that there is no other process; on a shared one only this
        // process's own leases are reclaimed.
        try await database.store.reclaim(at: time.now())
        let services = try RunningServices(
            settings: settings, database: database, address: address, socket: socket, publicURL: publicURL,
            files: files, metrics: metrics, time: time)
        try await services.run()
    }
}
