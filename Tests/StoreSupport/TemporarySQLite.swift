import Foundation
import GRDB
package import SQLiteStorage
package import Signing
package import Storage
import TestSupport

/// SQLite files in folders of their own, removed after use. Each is a copy of one that was migrated once: thirty
/// migrations take longer than most tests.
package struct TemporarySQLite: StoreBackend {
    package var keyring: Keyring

    package init(keyring: Keyring = Keyring(current: .sample(1))) {
        self.keyring = keyring
    }

    package func withStore(_ body: @Sendable (any Store) async throws -> Void) async throws {
        try await with { store, _ in try await body(store) }
    }

    /// `body` is given the store and the path of its file.
    package func with<Value>(_ body: (SQLiteStore, String) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            try await Self.migrated.value.write(to: URL(filePath: path))
            let store = try await SQLiteStore.open(path: path, keyring: keyring)
            do {
                let value = try await body(store, path)
                try await store.close()
                return value
            } catch {
                try await store.close()
                throw error
            }
        }
    }

    /// The bytes of a migrated file that has no key yet, and no rows.
    private static let migrated = Task {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            try await SQLiteStore.open(path: path, keyring: Keyring(current: .sample(1))).close()
            let database = try DatabaseQueue(path: path)
            try await database.writeWithoutTransaction { db in
                try db.execute(sql: "DELETE FROM meta")
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try database.close()
            return try Data(contentsOf: URL(filePath: path))
        }
    }
}

extension SealingKey {
    /// A key with all bytes equal to this one.
    package static func sample(_ byte: UInt8) -> SealingKey {
        do {
            return try SealingKey(bytes: [UInt8](repeating: byte, count: SealingKey.byteCount))
        } catch {
            preconditionFailure("32 bytes are a key: \(error)")
        }
    }
}

/// `body` is given the path of a folder that is removed afterward.
package func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = NSTemporaryDirectory() + "perfsee-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
