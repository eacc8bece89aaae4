import Foundation
import GRDB
package import Signing
package import Storage
import Synchronization

/// The store for a single machine: one SQLite file in WAL mode, with every commit on disk before it is answered.
///
/// All writes go through one `GroupCommit`; reads have their own connections and see what was committed.
package final class SQLiteStore: Sendable {
    let pool: DatabasePool
    let commits: GroupCommit
    let checkpointer: Checkpointer
    let keyring: Keyring
    let subscriptions = Subscriptions()
    let publishedTypes = PublishedTypeCache()
    package let accessChanges = AccessChanges()
    let artifactSignal = Signal()
    let replaySignal = Signal()
    let broadcaster = ChangeBroadcaster()
    let isClosed = Atomic(false)
    let isAlone: Bool
    private let lastLease: Atomic<Int64>

    private init(pool: DatabasePool, checkpointer: Checkpointer, keyring: Keyring, isAlone: Bool) {
        self.isAlone = isAlone
        self.pool = pool
        self.checkpointer = checkpointer
        self.keyring = keyring
        commits = GroupCommit(pool)
        // Starts at a random value, so that no lease of an earlier run can be taken for one of this run.
        lastLease = Atomic(Int64.random(in: 0..<(1 << 61)))
    }

    /// Opens the file, creates it if it does not exist (readable by its user alone), and migrates it. Throws
    /// `StoreOpeningError`.
    ///
    /// - Parameter isAlone: false if a server may be running on the same file.
    package static func open(path: String, keyring: Keyring, isAlone: Bool = true) async throws -> SQLiteStore {
        do {
            try createPrivately(path)
            let checkpointer = Checkpointer(path: path)
            let pool = try DatabasePool(path: path, configuration: configuration(isAlone ? checkpointer : nil))
            // The pool sets NORMAL when it turns WAL on; an accepted event must survive a power cut.
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            try Migrations.all.migrate(pool)
            let store = SQLiteStore(pool: pool, checkpointer: checkpointer, keyring: keyring, isAlone: isAlone)
            try await store.checkKey()
            return store
        } catch let error as DatabaseError {
            throw StoreOpeningError.unreadableFile(path: path, reason: error.message ?? "\(error)")
        }
    }

    /// How many connections read at once.
    static let readers = 4
    /// How much of the file each connection keeps in memory, in KiB: the one that writes, and each that reads. What
    /// readers do not find there, the system has in its own cache.
    static let cache = (writer: 8_000, reader: 2_000)

    private static func configuration(_ checkpointer: Checkpointer?) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            let size = db.configuration.readonly ? cache.reader : cache.writer
            try db.execute(sql: "PRAGMA cache_size = -\(size)")
            guard !db.configuration.readonly else { return }
            // The pool keeps its configuration, and so the checkpointer.
            if let checkpointer { checkpointer.attach(to: db) } else { try Checkpointer.leaveToServer(db) }
        }
        return configuration
    }

    private static func createPrivately(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let folder = (path as NSString).deletingLastPathComponent
        do {
            if !folder.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw StoreOpeningError.databaseFolder(path: folder, reason: error.localizedDescription)
        }
        guard
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw StoreOpeningError.databaseFile(path: path)
        }
    }

    private func checkKey() async throws {
        let keyring = keyring
        let stored = try await commits.write { write -> Data in
            let stored = try Data.fetchOne(
                write.db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [KeyCheck.name])
            if let stored { return stored }
            let sealed = try KeyCheck.seal(keyring)
            try write.db.execute(
                sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [KeyCheck.name, sealed])
            return sealed
        }
        try KeyCheck.require(keyring, opens: stored)
    }

    func nextLease() -> Int64 {
        lastLease.add(1, ordering: .relaxed).newValue
    }

    var currentHandover: (any DeliveryHandover)? {
        commits.handover.withLock { $0 }
    }
}
