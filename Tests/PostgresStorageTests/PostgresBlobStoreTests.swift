import Domain
import PostgresClient
import PostgresStorage
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("Blobs in PostgreSQL")
struct PostgresBlobStoreTests {
    @Test("PostgreSQL meets every requirement for blob stores", arguments: BlobCheck.all)
    func conforms(_ check: BlobCheck) async throws {
        try await TemporaryPostgresStore.with { store, url in
            try await withTemporaryFolder { folder in
                let blobs = try PostgresBlobStore(store, temporary: folder + "/temporary", time: SystemTime())
                try await check.run(on: blobs)
                #expect(try await chunks(url) == 0)
            }
        }
    }

    @Test("The leftovers of an interrupted write are swept away a day later")
    func sweeping() async throws {
        try await TemporaryPostgresStore.with { store, url in
            let connection = try await PostgresConnection.connect(try PostgresSettings(url))
            let start = TemporaryPostgresStore.start
            try await connection.query(
                "INSERT INTO blob_chunks (write, number, bytes, created_at) VALUES (7, 0, 'x', $1)",
                start.milliseconds)
            try await store.forgetExpired(at: start + .days(1), limit: 10)
            #expect(try await chunks(url) == 1)
            try await store.forgetExpired(at: start + .seconds(86_401), limit: 10)
            #expect(try await chunks(url) == 0)
            await connection.close()
        }
    }

    private func chunks(_ url: String) async throws -> Int? {
        let connection = try await PostgresConnection.connect(try PostgresSettings(url))
        let count = try await connection.query("SELECT count(*) FROM blob_chunks").value(as: Int.self)
        await connection.close()
        return count
    }
}
