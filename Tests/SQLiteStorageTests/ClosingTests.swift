import Domain
import Foundation
import SQLiteStorage
import Signing
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("A closed store")
struct ClosingTests {
    @Test("A closed store has everything in the database file and nothing in its log")
    func logIsEmpty() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            let keyring = Keyring(current: .sample(1))
            let store = try await SQLiteStore.open(path: path, keyring: keyring)
            _ = try await StoreFixture(store: store).project()
            try await store.close()
            let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
            #expect(log.isEmpty)

            try FileManager.default.copyItem(atPath: path, toPath: folder + "/copy.db")
            let copy = try await SQLiteStore.open(path: folder + "/copy.db", keyring: keyring)
            #expect(try await copy.project("perfsee") != nil)
            try await copy.close()
            // Closing again does no harm.
            try await copy.close()
        }
    }
}
