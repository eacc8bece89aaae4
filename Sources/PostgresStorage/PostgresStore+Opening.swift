package import Domain
import Foundation
package import PostgresClient
package import Signing
import Storage
import Synchronization

extension PostgresStore {
    /// The oldest supported PostgreSQL, in the server's version format.
    static let oldestVersion: Int32 = 150_000

    /// Connects, and migrates the database; if several nodes start at once, one does it. Throws
    /// `StoreOpeningError`. A node then runs the store's `PostgresStoreService`.
    ///
    /// - Parameters:
    ///   - url: `postgres://user:password@host/database`, or anything else that libpq accepts.
    ///   - clock: what time it is, for rows that expire.
    ///   - time: measures and waits for pauses, backoffs and time limits.
    package static func open(
        _ url: String, keyring: Keyring, clock: any TimeSource, time: PostgresTime = .system
    ) async throws -> PostgresStore {
        do {
            let store = try PostgresStore(settings(url), keyring: keyring, clock: clock, time: time)
            do {
                try await store.prepare(at: clock.now())
                return store
            } catch {
                try await store.close()
                throw error
            }
        } catch let error as PostgresError {
            throw StoreOpeningError(error)
        }
    }

    private static func settings(_ url: String) throws -> PostgresSettings {
        var settings = try PostgresSettings(url, applicationName: "perfsee")
        // A node that is cut off from the database must not hold locks there forever.
        settings.idleInTransactionTimeout = .seconds(10)
        settings.lockTimeout = .seconds(30)
        return settings
    }

    private func prepare(at now: Timestamp) async throws {
        try await pool.run { session in
            guard session.serverVersion >= Self.oldestVersion else {
                throw StoreOpeningError.oldPostgres(
                    version: Int(session.serverVersion / 10_000), oldest: Int(Self.oldestVersion / 10_000))
            }
            try PostgresMigrator.run(session)
        }
        try await checkKey()
        try await holdFile()
        await partitions.prepare(for: now)
    }

    /// The name of the installation in its database, by which nodes on one machine find each other's files.
    private static let identity = "identity"

    private func holdFile() async throws {
        let fresh = Data(UInt64.random(in: .min ... .max).description.utf8)
        let identity = try await write { write -> Data? in
            try write.session.query(
                "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", Self.identity, fresh)
            return try write.session.query("SELECT value FROM meta WHERE key = $1", Self.identity).value()
        }
        guard let identity, let number = UInt64(String(decoding: identity, as: UTF8.self)) else { return }
        let files = NodeFiles(database: String(number))
        files.hold(leases.node)
        self.files.withLock { $0 = files }
    }

    private func checkKey() async throws {
        let keyring = keyring
        let stored = try await write { write -> Data? in
            try write.session.query(
                "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", KeyCheck.name,
                try KeyCheck.seal(keyring))
            return try write.session.query("SELECT value FROM meta WHERE key = $1", KeyCheck.name).value()
        }
        if let stored { try KeyCheck.require(keyring, opens: stored) }
    }

    /// How far ahead of the database server's clock this machine's is: of a few measurements the one that took least time, and
    /// so is the most exact.
    package func clockOffset(by clock: any TimeSource) async throws -> Duration {
        var best: (took: Duration, offset: Duration)?
        for _ in 1...3 {
            let before = clock.now()
            let there = try await pool.run { session in
                try session.value(Int64.self, "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
            }
            let after = clock.now()
            guard let there else { continue }
            let took = after - before
            if best.map({ took < $0.took }) ?? true {
                best = (took, before + took / 2 - Timestamp(milliseconds: there))
            }
        }
        return best?.offset ?? .zero
    }

    /// Call once its service has ended. Closing again does nothing.
    package func close() async throws {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await hotPool.close()
        await blobPool.close()
        await pool.close()
        files.withLock { $0 }?.letGo()
    }
}

extension StoreOpeningError {
    init(_ error: PostgresError) {
        let refusal = Self.refusal(error)
        self = .postgres(refusal, reason: refusal == .other ? error.description : error.message)
    }

    private static func refusal(_ error: PostgresError) -> PostgresRefusal {
        switch (error.kind, error.sqlState?.category) {
        case (.connectFailed, "28"): .credentials
        case (.connectFailed, "3D"): .noDatabase
        case (.server, "42") where error.sqlState == .insufficientPrivilege: .noPermission
        case (.unavailable, _), (.timeout, _), (.connectFailed, _): .unreachable
        default: .other
        }
    }
}
