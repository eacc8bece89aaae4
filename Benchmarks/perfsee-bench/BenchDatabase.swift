import Foundation
import PostgresStorage
import PostgresSupport
import SQLiteStorage
import Signing
import Storage

/// The database of a fixture: a new SQLite file, or a database on a PostgreSQL server of this process's own, which
/// flushes commits to disk before it acknowledges them.
struct BenchDatabase {
    private enum Place {
        case file(URL)
        case server(TemporaryPostgres)
    }

    /// The same in every process of a benchmark.
    static let keyring = Keyring(current: .bench)

    private let place: Place

    /// - Parameter kind: `sqlite` or `postgres`.
    static func make(_ kind: String) async throws -> BenchDatabase {
        switch kind {
        case "sqlite":
            let folder = FileManager.default.temporaryDirectory.appending(path: "perfsee-bench-\(UUID().uuidString)")
            return BenchDatabase(place: .file(folder))
        case "postgres":
            var options = TemporaryPostgres.Options()
            options.isDurable = true
            options.settings = ["shared_buffers": "512MB", "max_wal_size": "4GB"]
            return BenchDatabase(place: .server(try await TemporaryPostgres.start(options)))
        default: throw BenchError("--store is sqlite or postgres")
        }
    }

    var filler: LogFiller {
        switch place {
        case .file(let folder): LogFiller(file: folder.appending(path: "bench.db").path)
        case .server(let server): LogFiller(url: server.url())
        }
    }

    func open() async throws -> any Store {
        switch place {
        case .file(let folder):
            try await SQLiteStore.open(path: folder.appending(path: "bench.db").path, keyring: Self.keyring)
        case .server(let server): try await Self.open(server.url())
        }
    }

    static func open(_ url: String) async throws -> PostgresStore {
        let store = try await PostgresStore.open(url, keyring: keyring, clock: SystemTime())
        let (connections, connected) = AsyncStream<Void>.makeStream()
        // Runs until this process ends, and hears the other nodes from here on.
        Task { try await PostgresStoreService(store) { connected.yield() }.run() }
        await connections.first { true }
        return store
    }

    /// For processes that work on the same database; only PostgreSQL supports more than one.
    var url: String? {
        guard case .server(let server) = place else { return nil }
        return server.url()
    }

    /// User and system time of the database's own processes so far, in seconds.
    var cpu: Double {
        guard case .server(let server) = place, let id = server.processID else { return 0 }
        return ProcessTimes.family(of: id)
    }

    func remove() async throws {
        switch place {
        case .file(let folder): try FileManager.default.removeItem(at: folder)
        case .server(let server): try await server.end()
        }
    }
}

extension SealingKey {
    fileprivate static let bench: SealingKey = {
        do {
            return try SealingKey(bytes: [UInt8](repeating: 1, count: SealingKey.byteCount))
        } catch {
            preconditionFailure("32 bytes are a key: \(error)")
        }
    }()
}
