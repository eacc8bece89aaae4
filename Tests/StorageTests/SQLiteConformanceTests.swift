import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("The SQLite store")
struct SQLiteConformanceTests {
    @Test("does what every store must do", arguments: StoreCheck.all)
    func conforms(_ check: StoreCheck) async throws {
        try await check.run(on: TemporarySQLite())
    }
}
