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
        LogLines.bootstrap(level: settings.logLevel)
        let files = try FileBudget(limit: OpenFiles.raiseLimit(), eventLoops: System.coreCount)
        let database = try await OpenedDatabase.open(settings, isServer: true, time: time)
        do {
            try await serve(database, files)
        } catch {
            try await database.close()
            throw error
        }
        try await database.close()
    }

    private func serve(_ database: OpenedDatabase, _ files: FileBudget) async throws {
        let listens = settings.role.answersRequests || settings.port == 0
        let port = listens ? try await FreePort.find(settings.port, on: settings.host) : settings.port
        let address = ServerAddress(settings, port: port)
        let publicURL = settings.publicURL ?? address.url
        try await FirstStart(store: database.store, time: time, settings: settings, publicURL: publicURL).run()
        // On an embedded database the lock guarantees that there is no other process; on a shared one only this
        // process's own leases are reclaimed.
        try await database.store.reclaim(at: time.now())
        let services = try RunningServices(
            settings: settings, database: database, address: address, publicURL: publicURL, files: files, time: time)
        try await services.run()
    }
}
