import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Runs the checkpoints of a database file that one process writes, as `CheckpointSchedule` decides.
final class Checkpointer: Sendable {
    private let path: String
    private let thread = DispatchQueue(label: "perfsee.storage.checkpoint")
    private let schedule: Mutex<CheckpointSchedule>
    /// Opened for the first checkpoint. Used on the thread only; the lock is there for the compiler and is never contended.
    private let connection = Mutex<DatabaseQueue?>(nil)

    init(path: String, _ limits: CheckpointSchedule.Limits = .init()) {
        self.path = path
        schedule = Mutex(CheckpointSchedule(limits))
    }

    /// The log's length in pages from which on a command copies it: longer than a server lets it become, so that a command
    /// beside a server never does. Two processes must not copy it at once.
    static let lengthForCommands = 40_000

    /// For a command, which a server may be running beside.
    static func leaveToServer(_ writer: Database) throws {
        try writer.execute(sql: "PRAGMA wal_autocheckpoint = \(lengthForCommands)")
    }

    /// Takes over from SQLite's own checkpoints. It has to live as long as the connection.
    func attach(to writer: Database) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        // Replaces `PRAGMA wal_autocheckpoint`, which is such a hook itself.
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { this, connection, _, length in
                Unmanaged<Checkpointer>.fromOpaque(this!).takeUnretainedValue().committed(Int(length), connection!)
                return SQLITE_OK
            }, this)
    }

    /// Waits for a checkpoint that is running, and closes its connection. No other begins.
    func close() throws {
        schedule.withLock { $0.end() }
        try thread.sync {
            try connection.withLock { connection in
                try connection?.close()
                connection = nil
            }
        }
    }

    private func committed(_ length: Int, _ writer: OpaquePointer) {
        switch schedule.withLock({ $0.committed(length: length) }) {
        case .none: break
        case .now: copyNow(writer)
        case .beside: thread.async { self.copy() }
        }
    }

    /// If it fails, as on a full disk, the log only grows a little more.
    private func copyNow(_ writer: OpaquePointer) {
        var copied: Int32 = 0
        guard sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, &copied) == SQLITE_OK else {
            return
        }
        schedule.withLock { $0.copied(Int(copied)) }
    }

    private func copy() {
        let result = try? connection.withLock { connection in
            let open = try connection ?? DatabaseQueue(path: path, configuration: Self.configuration)
            connection = open
            return try open.writeWithoutTransaction { try $0.checkpoint(.passive) }
        }
        schedule.withLock { $0.finished(result?.checkpointedFrameCount) }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // The log must be on disk before the file is changed, and the file before the log begins again.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }
}
