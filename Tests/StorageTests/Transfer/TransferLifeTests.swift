import Domain
import Foundation
import PostgresClient
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

@Suite("Exporting a store in use")
struct TransferLifeTests {
    @Test("The export shows the store at one moment, whatever is written in the meantime")
    func snapshot() async throws {
        try await Life.snapshot(.sqlite)
    }

    @Test("A blob deleted in the meantime is left out and reported, and the export is otherwise complete")
    func missingBlob() async throws {
        try await TravelEnd.sqlite.withFull { source, _ in
            try await source.blobs.delete("reports/0")
            let (notes, told) = AsyncStream<String>.makeStream()
            let stream = try await source.export { note in
                if case .missingBlob(let key) = note { told.yield(key) }
            }
            told.finish()
            var missing: [String] = []
            for await key in notes { missing.append(key) }
            #expect(missing == ["reports/0"])
            try await TravelEnd.sqlite.with { target in
                let counts = try await target.take(stream)
                #expect(counts.blobs == 9)
                #expect(try await target.export() == stream)
            }
        }
    }
}

@Suite("Exporting a PostgreSQL store in use")
struct PostgresTransferLifeTests {
    @Test("The export shows the store at one moment, whatever is written in the meantime")
    func snapshot() async throws {
        try await Life.snapshot(.postgres)
    }

    @Test("Imports from SQLite are partitioned by day, and deleted when they are old, no sooner")
    func retention() async throws {
        try await TravelEnd.sqlite.with { source in
            let fixture = StoreFixture(store: source.store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for number in 0..<6 {
                try await fixture.publish(in: project, at: fixture.now + .days(number))
            }
            for delivery in try await fixture.claim(webhook, at: fixture.now + .seconds(1e6)).dropLast() {
                try await fixture.record(delivery, .delivered)
            }
            let stream = try await source.export()
            try await TravelEnd.postgres.with { target in
                let store = try #require(target.store as? PostgresStore)
                try await target.take(stream)
                #expect(try await Life.count("SELECT count(*) FROM events_default", store) == 0)
                #expect(try await Life.count("SELECT count(*) FROM deliveries_default", store) == 0)
                try await Life.prune(store, before: fixture.now + .days(3))
                let there = StoreFixture(store: store)
                let left = try await there.deliveries(in: project)
                #expect(left.map { $0.createdAt - fixture.now } == [.days(5), .days(4), .days(3)])
                let events = try await store.events(in: project.number, eventType: nil, before: nil, limit: 9)
                #expect(events.map(\.id) == left.map(\.event))
                // What is open stays, with its event.
                try await Life.prune(store, before: fixture.now + .days(99))
                let open = try await there.deliveries(in: project)
                #expect(open.count == 1 && open[0].state == .sending)
                #expect(try await store.body(of: open[0].event) != nil)
            }
        }
    }

    @Test("Event ids keep encoding the time after a move to SQLite, and rows are pruned after the move back")
    func thereAndBack() async throws {
        try await TravelEnd.postgres.with { source in
            let fixture = StoreFixture(store: source.store)
            let project = try await fixture.project()
            let first = try await fixture.publish(in: project)
            let stream = try await source.export()
            try await TravelEnd.sqlite.with { between in
                try await between.take(stream)
                let later = fixture.now + .days(40)
                let there = StoreFixture(store: between.store)
                let second = try await there.publish(in: project, at: later)
                let third = try await there.publish(in: project, at: later)
                #expect(first.event < second.event && second.event < third.event)
                #expect(EventNumber.time(of: second.event) == later)
                let back = try await between.export()
                try await TravelEnd.postgres.with { target in
                    let store = try #require(target.store as? PostgresStore)
                    try await target.take(back)
                    try await Life.prune(store, before: later)
                    let events = try await store.events(in: project.number, eventType: nil, before: nil, limit: 9)
                    #expect(events.map(\.id) == [third.event, second.event])
                }
            }
        }
    }
}

private enum Life {
    static func snapshot(_ end: TravelEnd) async throws {
        try await end.withFull { travel, full in
            let before = try await travel.export()
            let store = travel.store
            let seen = try await store.withSnapshot { snapshot in
                let first = try await snapshot.read { try $0.numbers("SELECT count(*) FROM events") }
                try await full.fixture.publish(in: full.project)
                _ = try await full.fixture.webhook(in: full.project)
                let second = try await snapshot.read { try $0.numbers("SELECT count(*) FROM events") }
                return [first, second]
            }
            #expect(seen[0] == seen[1])
            #expect(try await travel.export() != before)
        }
    }

    static func prune(_ store: PostgresStore, before time: Timestamp) async throws {
        var position: PrunePosition? = .start
        while let next = position { position = try await store.prune(before: time, from: next, limit: 2) }
    }

    static func count(_ sql: String, _ store: PostgresStore) async throws -> Int? {
        try await store.pool.query(sql).value()
    }
}
