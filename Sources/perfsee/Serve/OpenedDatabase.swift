import Domain
import Foundation
import PostgresStorage
import SQLiteStorage
import ServiceLifecycle
import Signing
import Storage

/// What the commands on the server's machine share: the opened store and blobs.
struct OpenedDatabase {
    let store: any Store
    let blobs: any BlobStore
    /// What a server runs for its store.
    var services: [any Service] = []
    /// A folder for unpacked builds, on the blobs' disk if they have one: unpacked builds can be larger than a
    /// temporary folder in memory.
    let workFolder: URL
    /// The folder of an embedded database.
    let databaseFolder: String?
    /// The folder of the blobs, unless they are in the database.
    let blobsFolder: String?
    /// Seals secrets at rest, and what browsers keep for the server.
    let keyring: Keyring
    private let lock: DatabaseLock?
    /// How far ahead of the database server's clock this machine's is.
    var clockOffset: Duration = .zero

    /// Leases and quotas of several nodes rely on clocks that agree to within a few seconds.
    static let tolerated: ClosedRange<Duration> = .seconds(-30) ... .seconds(30)

    /// - Parameter isServer: whether to lock an embedded database for exclusive use.
    static func open(_ settings: ServeSettings, isServer: Bool, time: any TimeSource) async throws -> OpenedDatabase {
        switch settings.database {
        case .sqlite(let path): try await embedded(path, settings, isServer: isServer)
        case .postgres(let url): try await shared(url, settings, time: time)
        }
    }

    func close() async throws {
        try await store.close()
        // Without a folder of its own, it is one among all temporary files, which nobody else cleans up.
        if databaseFolder == nil, blobsFolder == nil { try? FileManager.default.removeItem(at: workFolder) }
        lock?.release()
    }

    private static func embedded(
        _ path: String, _ settings: ServeSettings, isServer: Bool
    ) async throws -> OpenedDatabase {
        if isServer { try requireFolder(of: path, for: "database") }
        let lock = isServer ? try DatabaseLock(database: path) : nil
        let keyring = try KeyFile(database: path).keyring(settings.secretKey)
        let store = try await SQLiteStore.open(path: path, keyring: keyring, isAlone: isServer)
        if isServer, let named = settings.blobs { try requireFolder(of: named, for: "folder for builds and reports") }
        let folder = settings.blobs ?? DatabaseLocation.sqlite(path).blobsFolder ?? "blobs"
        return OpenedDatabase(
            store: store, blobs: try FolderBlobStore(folder: folder, isAlone: isServer),
            workFolder: URL(filePath: folder).appending(path: "temporary"),
            databaseFolder: URL(filePath: path).absoluteURL.deletingLastPathComponent().path, blobsFolder: folder,
            keyring: keyring, lock: lock)
    }

    /// Nodes share nothing but the database, so the key comes from outside, and the blobs are in the database as well,
    /// unless a folder is named that all nodes see.
    private static func shared(
        _ url: String, _ settings: ServeSettings, time: any TimeSource
    ) async throws -> OpenedDatabase {
        guard let text = settings.secretKey else {
            let variable = SettingSources.variable("secret-key")
            throw CommandFailure(
                "A PostgreSQL database requires \(variable), the same on every node, to encrypt its secrets. To create "
                    + "one, run `openssl rand -base64 32`.")
        }
        let keyring = Keyring(current: try KeyFile.key(text, of: SettingSources.variable("secret-key")))
        let store = try await PostgresStore.open(url, keyring: keyring, clock: time)
        let services = [PostgresStoreService(store)]
        let offset = try await store.clockOffset(by: time)
        let temporary = FileManager.default.temporaryDirectory.appending(path: "perfsee-\(UUID().uuidString)")
        guard let folder = settings.blobs else {
            let blobs = try PostgresBlobStore(store, temporary: temporary.path, time: time)
            return OpenedDatabase(
                store: store, blobs: blobs, services: services, workFolder: temporary, databaseFolder: nil,
                blobsFolder: nil, keyring: keyring, lock: nil, clockOffset: offset)
        }
        return OpenedDatabase(
            store: store, blobs: try FolderBlobStore(folder: folder, isAlone: false), services: services,
            workFolder: URL(filePath: folder).appending(path: "temporary"), databaseFolder: nil, blobsFolder: folder,
            keyring: keyring, lock: nil, clockOffset: offset)
    }

    /// A folder that is missing is not created: it may be on a disk that is not mounted, and a new database in its place
    /// would look as if everything were lost.
    private static func requireFolder(of path: String, for what: String) throws {
        let folder = URL(filePath: path).absoluteURL.deletingLastPathComponent().path
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        throw CommandFailure(
            "The \(what) \(path) can't be created, because \(folder) does not exist. If it is on another disk, mount it; "
                + "for a new server, create the folder first.")
    }
}
