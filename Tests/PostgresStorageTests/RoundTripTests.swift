import Domain
import PostgresSupport
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import PostgresClient
@testable import PostgresStorage

@Suite("Round trips to PostgreSQL")
struct RoundTripTests {
    @Test("Accepting takes two, recording three, whatever is done together")
    func hotPath() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            func trips(_ body: () async throws -> Void) async throws -> Int {
                let before = try await store.hotPool.run { $0.wire.roundTrips }
                try await body()
                return try await store.hotPool.run { $0.wire.roundTrips } - before
            }
            // The first of each fills the caches of the node.
            for turn in 1...2 {
                let accepting = try await trips { try await fixture.publish(in: project) }
                let leased = try await fixture.claimOne(webhook)
                let recording = try await trips { try await fixture.record(leased, .delivered) }
                if turn == 2 { #expect(accepting == 2 && recording == 3) }
            }
            #expect(try await store.hotPool.run { try $0.query("SHOW enable_seqscan").value(as: String.self) } == "off")
            #expect(try await store.pool.run { try $0.query("SHOW enable_seqscan").value(as: String.self) } == "on")
        }
    }
}
