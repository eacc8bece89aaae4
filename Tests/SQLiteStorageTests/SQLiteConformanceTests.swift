import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("The SQLite store")
struct SQLiteConformanceTests {
    @Test("The store meets every requirement", arguments: StoreCheck.all)
    func conforms(_ check: StoreCheck) async throws {
        try await check.run(on: TemporarySQLite())
    }
}
