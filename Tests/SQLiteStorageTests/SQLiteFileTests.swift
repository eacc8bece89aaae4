import Domain
import Foundation
import SQLiteStorage
import Signing
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("The SQLite file")
struct SQLiteFileTests {
    @Test("The writing connection has synchronous = FULL, so that acknowledged writes survive a power cut")
    func synchronous() async throws {
        try await TemporarySQLite().with { store, _ in
            #expect(try await store.writerSynchronous() == 2)
            try await store.check()
            #expect(try await store.writerSynchronous() == 2)
        }
    }

    @Test("The file and its companions are readable by their user alone", arguments: ["", "-wal", "-shm"])
    func mode(suffix: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            let store = try await SQLiteStore.open(path: path, keyring: Keyring(current: .sample(1)))
            let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            try await store.close()
        }
    }

    @Test("Secrets and header values are nowhere in the file in plain text")
    func sealed() async throws {
        try await TemporarySQLite().with { store, path in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let settings = WebhookSettings(
                url: "https://hooks.example.com", secret: "s3cret-in-clear",
                headers: [.init(name: "Authorization", value: "Bearer value-in-clear")])
            _ = try await fixture.webhook(in: project, settings)
            let bytes = try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: path + $0)) }.reduce(Data(), +)
            #expect(bytes.range(of: Data("hooks.example.com".utf8)) != nil, "the row is in the file")
            #expect(bytes.range(of: Data("s3cret-in-clear".utf8)) == nil)
            #expect(bytes.range(of: Data("value-in-clear".utf8)) == nil)
        }
    }

    @Test("A different key is refused")
    func anotherKey() async throws {
        try await TemporarySQLite().with { store, path in
            try await store.check()
            let error = await #expect(throws: StoreOpeningError.self) {
                _ = try await SQLiteStore.open(path: path, keyring: Keyring(current: .sample(2)))
            }
            #expect(error == .otherKey)
        }
    }

    @Test("A file that is not a database is refused by its path")
    func noDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: path))
            let error = await #expect(throws: StoreOpeningError.self) {
                _ = try await SQLiteStore.open(path: path, keyring: Keyring(current: .sample(1)))
            }
            #expect(error == .unreadableFile(path: path, reason: "file is not a database"))
        }
    }

    @Test("What was written is there when the file is reopened, and earlier leases still hold")
    func reopened() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/new/perfsee.db"
            let keyring = Keyring(current: .sample(1))
            let first = try await SQLiteStore.open(path: path, keyring: keyring)
            let project = try await StoreFixture(store: first).project()
            let webhook = try await StoreFixture(store: first).webhook(in: project)
            try await StoreFixture(store: first).publish(in: project)
            let leased = try await StoreFixture(store: first).claimOne(webhook)
            try await first.close()
            let second = try await SQLiteStore.open(path: path, keyring: keyring)
            #expect(try await second.project("perfsee") == project)
            #expect(try await StoreFixture(store: second).record(leased, .delivered).leaseHeld)
            try await second.close()
        }
    }
}
