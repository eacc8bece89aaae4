import Domain
import PostgresStorage
import PostgresSupport
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("The clock of the database server", .enabled(if: TemporaryPostgres.isInstalled, "install postgresql-15"))
struct ClockOffsetTests {
    private struct Shifted: TimeSource {
        let offset: Duration

        func now() -> Timestamp { SystemTime().now() + offset }
        func sleep(until deadline: Timestamp) async throws { try await SystemTime().sleep(until: deadline - offset) }
    }

    @Test("How far this machine's clock is ahead or behind is known", arguments: [-100, 0, 3_600] as [Int64])
    func offset(seconds: Int64) async throws {
        let url = try await TemporaryPostgres.shared().makeDatabaseURL()
        let store = try await PostgresStore.open(
            url, keyring: TemporaryPostgresStore.keyring, clock: Shifted(offset: .seconds(seconds)))
        let offset = try await store.clockOffset(by: Shifted(offset: .seconds(seconds)))
        #expect((.seconds(seconds - 5) ... .seconds(seconds + 5)).contains(offset))
        try await store.close()
    }
}
