import Domain
import PostgresClient
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import PostgresStorage

@Suite("Partitions")
struct PartitionTests {
    /// 2024-02-29T23:59:59.999Z.
    private let late = Timestamp(milliseconds: 1_709_251_199_999)

    @Test("A day lasts from midnight to midnight, and the ids of its rows are within it")
    func day() {
        let day = PartitionDay(of: late)
        #expect(day.name == "20240229" && day.next.name == "20240301")
        let number = EventNumber.make(at: late, sequence: .max)
        #expect(number >= day.firstEvent && number < day.next.firstEvent)
        let delivery = DeliveryID(time: late, random: (.max, .max))
        #expect(delivery >= day.firstDelivery && delivery < day.next.firstDelivery)
        #expect(PartitionDay(of: Timestamp(milliseconds: -1)).number == -1)
    }

    @Test("Event ids are numbers that JavaScript can represent until 2054, and later ones are larger")
    func numbers() {
        let far = Timestamp(milliseconds: 8_000_000_000_000)
        #expect(EventNumber.make(at: far, sequence: 1) > EventNumber.make(at: late, sequence: .max))
        #expect(EventNumber.make(at: Timestamp(milliseconds: 2_650_000_000_000), sequence: .max) < 1 << 53)
        #expect(EventNumber.time(of: EventNumber.make(at: late, sequence: .max)) == late)
        #expect(EventNumber.make(at: late, sequence: 2) > EventNumber.make(at: late, sequence: 1))
    }

    @Test("Events accepted on a day without partitions create them and are stored in them")
    func onDemand() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project, at: late)
            try await fixture.record(try await fixture.claimOne(webhook, at: late), .delivered, at: late)
            for table in ["events", "deliveries", "attempts"] {
                #expect(try await count("\(table)_p20240229", store) == 1)
            }
        }
    }

    @Test("A day whose rows are in the default partition stays there and is found there")
    func inDefault() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            let before = late - .milliseconds(1)
            try await store.pool.query(
                "INSERT INTO events (id, owner, event_type, body, created_at) VALUES ($1, 1, 'a', 'x', 0)",
                EventNumber.make(at: before, sequence: 1))
            let accepted = try await fixture.publish(in: project, at: late)
            #expect(try await count("events_default", store) == 2)
            #expect(try await store.event(accepted.event, in: project.number) != nil)
            #expect(try await fixture.deliveries(in: project).count == 1)
        }
    }

    @Test("A finished day is dropped with its partitions, and one that holds something open is deleted row by row")
    func dropping() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let next = late + .days(1)
            for day in [late, next] {
                for _ in 0..<2 { try await fixture.publish(in: project, at: day) }
                for leased in try await fixture.claim(webhook, at: day) {
                    try await fixture.record(leased, .delivered, at: day)
                }
            }
            let open = try await fixture.publish(in: project, at: next)
            let later = try await fixture.publish(in: project, at: next + .days(2))
            await store.partitions.drop(before: late)
            #expect(try await days(store) == ["20240229", "20240301", "20240303"])
            try await prune(store, before: next + .days(1))
            #expect(try await days(store) == ["20240301", "20240303"])
            #expect(try await fixture.deliveries(in: project).map(\.event) == [later.event, open.event])
            #expect(try await count("events", store) == 2)
            #expect(try await count("attempts", store) == 0)
            // A row for a dropped day creates its partitions again.
            try await fixture.publish(in: project, at: late)
            #expect(try await days(store) == ["20240229", "20240301", "20240303"])
        }
    }

    @Test("A day keeps its partitions if it holds newer events, as imported from a single-machine store")
    func youngerThanTheDay() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let old = try await fixture.publish(in: project, at: late)
            let moved = late + .days(3)
            try await store.pool.query(
                "INSERT INTO events (id, owner, event_type, body, created_at) VALUES ($1, 1, 'a', 'x', $2)",
                old.event + 1, moved.milliseconds)
            let next = late + .days(2)
            try await prune(store, before: next)
            #expect(try await days(store) == ["20240229"])
            #expect(try await count("events_p20240229", store) == 1)
            #expect(try await store.event(old.event, in: project.number) == nil)
            try await prune(store, before: moved + .milliseconds(1))
            #expect(try await days(store).isEmpty)
        }
    }

    @Test("A long read of a day keeps its partitions from being dropped, and nobody waits for that")
    func dropPatience() async throws {
        try await TemporaryPostgresStore.with { store, url in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            try await fixture.publish(in: project, at: late)
            let reader = try await PostgresConnection.connect(try PostgresSettings(url))
            try await reader.execute("BEGIN; SELECT count(*) FROM events")
            let start = ContinuousClock.now
            await store.partitions.drop(before: fixture.now + .days(400))
            #expect(try await days(store).contains("20240229"))
            #expect(start.duration(to: .now) < .seconds(20))
            try await reader.execute("COMMIT")
            await reader.close()
            await store.partitions.drop(before: fixture.now + .days(400))
            #expect(try await days(store).isEmpty)
        }
    }

    /// The days in 2024 that have partitions; the checks' own day is earlier.
    private func days(_ store: PostgresStore) async throws -> [String] {
        try await store.pool.query(
            "SELECT relname::text FROM pg_class WHERE relname LIKE 'deliveries\\_p2024____' ORDER BY relname"
        ).map { String(try $0.read(0, as: String.self).suffix(8)) }
    }

    private func prune(_ store: PostgresStore, before time: Timestamp) async throws {
        var position: PrunePosition? = .start
        while let next = position { position = try await store.prune(before: time, from: next, limit: 2) }
    }

    private func count(_ table: String, _ store: PostgresStore) async throws -> Int? {
        try await store.pool.query("SELECT count(*) FROM \(table)").value()
    }
}
