import Analysis
import BundleAnalysis
import Delivery
import Domain
import Foundation
import Logging
import Metrics
import NIOPosix
import Server
import ServiceLifecycle
import Signing
import Storage

/// `perfsee serve`: opens what the services share, runs them until the process is told to stop, and closes it again.
struct ServerProcess {
    /// How long the services together may take to stop: longer than any of them takes by itself.
    static let longestShutdown: Duration = .seconds(45)

    private let settings: ServeSettings
    private let time = SystemTime()

    init(_ settings: ServeSettings) {
        self.settings = settings
    }

    func run() async throws {
        OpenFiles.raiseLimit()
        LogLines.bootstrap(level: settings.logLevel)
        try makeFolder()
        let lock = try DatabaseLock(database: settings.databasePath)
        let keyring = try KeyFile(database: settings.databasePath).keyring(settings.secretKey)
        let store = try await SQLiteStore.open(path: settings.databasePath, keyring: keyring)
        do {
            try await serve(store)
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
        _ = consume lock
    }

    private func serve(_ store: SQLiteStore) async throws {
        let blobs = try FolderBlobStore(folder: settings.blobs)
        let port = settings.port == 0 ? try await FreePort.find(on: settings.host) : settings.port
        let address = ServerAddress(settings, port: port)
        let publicURL = settings.publicURL ?? address.url
        try await FirstStart(store: store, time: time, settings: settings, publicURL: publicURL).run()
        // The lock says that this is the only process on the database.
        try await store.reclaim(at: time.now())
        let services = try RunningServices(
            settings: settings, store: store, blobs: blobs, address: address, publicURL: publicURL, time: time)
        try await services.run()
    }

    private func makeFolder() throws {
        let folder = URL(filePath: settings.databasePath).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("The folder \(folder.path) cannot be made: \(error.localizedDescription)")
        }
    }
}
