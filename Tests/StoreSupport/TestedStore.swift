package import Foundation
import PostgresStorage
import PostgresSupport
package import Signing
package import Storage

/// The store to run store-based tests on: SQLite, or PostgreSQL with `PERFSEE_TEST_STORE=postgres`; and the blobs that
/// go with it.
package struct TestedStore: Sendable {
    package static let isPostgres = ProcessInfo.processInfo.environment["PERFSEE_TEST_STORE"] == "postgres"
    package static let keyring = TemporaryPostgresStore.keyring

    package let store: any Store
    package let blobs: any BlobStore
    package let database: RawDatabase
    /// For anything that the test has to store; it is removed afterward.
    package let folder: URL

    /// `body` is given a new, empty store, which is removed afterward.
    package static func with<Value>(_ body: (TestedStore) async throws -> Value) async throws -> Value {
        SameOnEveryStore.check()
        return try await withTemporaryFolder { path in
            let folder = URL(filePath: path)
            let blobs = folder.appending(path: "blobs").path
            guard isPostgres else {
                return try await TemporarySQLite(keyring: keyring).with { store, path in
                    try await body(
                        TestedStore(
                            store: store, blobs: try FolderBlobStore(folder: blobs), database: .sqlite(path: path),
                            folder: folder))
                }
            }
            return try await TemporaryPostgresStore.with { store, url in
                let blobs = try PostgresBlobStore(store, temporary: blobs, time: SystemTime())
                return try await body(
                    TestedStore(store: store, blobs: blobs, database: .postgres(url: url), folder: folder))
            }
        }
    }
}
