import Foundation
package import SQLiteStorage
package import Signing
package import Storage
import TestSupport

/// SQLite files in folders of their own, removed after use.
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
