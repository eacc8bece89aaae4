import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("The PostgreSQL store")
struct PostgresConformanceTests {
    @Test("The store meets every requirement", arguments: StoreCheck.all)
    func conforms(_ check: StoreCheck) async throws {
        try await check.run(on: TemporaryPostgresStore())
    }
}
