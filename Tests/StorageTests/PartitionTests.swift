import Domain
import PostgresClient
import StoreSupport
import TestSupport
import Testing

@testable import Storage

@Suite("Partitions")
struct PartitionTests {
    /// 2024-02-29T23:59:59.999Z.
    private let late = Timestamp(milliseconds: 1_709_251_199_999)

    @Test("a day goes from midnight to midnight, and the ids of its rows lie in it")
    func day() {
        let day = PartitionDay(of: late)
        #expect(day.name == "20240229" && day.next.name == "20240301")
        let number = EventNumber.make(at: late, sequence: .max)
        #expect(number >= day.firstEvent && number < day.next.firstEvent)
        let delivery = DeliveryID(time: late, random: (.max, .max))
        #expect(delivery >= day.firstDelivery && delivery < day.next.firstDelivery)
        #expect(PartitionDay(of: Timestamp(milliseconds: -1)).number == -1)
    }

    @Test("ids of events are numbers that JavaScript can hold until 2054, and the later is the larger")
    func numbers() {
        let far = Timestamp(milliseconds: 8_000_000_000_000)
        #expect(EventNumber.make(at: far, sequence: 1) > EventNumber.make(at: late, sequence: .max))
        #expect(EventNumber.make(at: Timestamp(milliseconds: 2_650_000_000_000), sequence: .max) < 1 << 53)
        #expect(EventNumber.time(of: EventNumber.make(at: late, sequence: .max)) == late)
        #expect(EventNumber.make(at: late, sequence: 2) > EventNumber.make(at: late, sequence: 1))
    }

    @Test("what is accepted on a day without partitions makes them, and lies in them")
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

    @Test("a day whose rows lie in the default partition stays there, and is found there")
    func inDefault() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            let before = late.adding(milliseconds: -1)
            try await store.pool.query(
                "INSERT INTO events (id, owner, event_type, body, created_at) VALUES ($1, 1, 'a', 'x', 0)",
                EventNumber.make(at: before, sequence: 1))
            let accepted = try await fixture.publish(in: project, at: late)
            #expect(try await count("events_default", store) == 2)
            #expect(try await store.event(accepted.event, in: project.number) != nil)
            #expect(try await fixture.deliveries(in: project).count == 1)
        }
    }

    @Test("a day that is over goes with its partitions, one that holds something open row by row")
    func dropping() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let next = late.adding(milliseconds: 86_400_000)
            for day in [late, next] {
                for _ in 0..<2 { try await fixture.publish(in: project, at: day) }
                for leased in try await fixture.claim(webhook, at: day) {
                    try await fixture.record(leased, .delivered, at: day)
                }
            }
            let open = try await fixture.publish(in: project, at: next)
            let later = try await fixture.publish(in: project, at: next.adding(milliseconds: 2 * 86_400_000))
            await store.partitions.drop(before: late)
            #expect(try await days(store) == ["20240229", "20240301", "20240303"])
            try await prune(store, before: next.adding(milliseconds: 86_400_000))
            #expect(try await days(store) == ["20240301", "20240303"])
            #expect(try await fixture.deliveries(in: project).map(\.event) == [later.event, open.event])
            #expect(try await count("events", store) == 2)
            #expect(try await count("attempts", store) == 0)
            // What comes to a day that was dropped makes its partitions again.
            try await fixture.publish(in: project, at: late)
            #expect(try await days(store) == ["20240229", "20240301", "20240303"])
        }
    }

    @Test("a day with events that are younger than it, as they come out of a store of one machine, stays with them")
    func youngerThanTheDay() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let old = try await fixture.publish(in: project, at: late)
            let moved = late.adding(milliseconds: 3 * 86_400_000)
            try await store.pool.query(
                "INSERT INTO events (id, owner, event_type, body, created_at) VALUES ($1, 1, 'a', 'x', $2)",
                old.event + 1, moved.milliseconds)
            let next = late.adding(milliseconds: 2 * 86_400_000)
            try await prune(store, before: next)
            #expect(try await days(store) == ["20240229"])
            #expect(try await count("events_p20240229", store) == 1)
            #expect(try await store.event(old.event, in: project.number) == nil)
            try await prune(store, before: moved.adding(milliseconds: 1))
            #expect(try await days(store).isEmpty)
        }
    }

    @Test("whoever reads a day for long keeps its partitions from being dropped, and nobody waits for that")
    func dropPatience() async throws {
        try await TemporaryPostgresStore.with { store, url in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            try await fixture.publish(in: project, at: late)
            let reader = try await PostgresConnection.connect(try PostgresSettings(url))
            try await reader.execute("BEGIN; SELECT count(*) FROM events")
            let start = ContinuousClock.now
            await store.partitions.drop(before: fixture.now.adding(seconds: 86_400 * 400))
            #expect(try await days(store).contains("20240229"))
            #expect(start.duration(to: .now) < .seconds(20))
            try await reader.execute("COMMIT")
            await reader.close()
            await store.partitions.drop(before: fixture.now.adding(seconds: 86_400 * 400))
            #expect(try await days(store).isEmpty)
        }
    }

    /// Those of 2024 that have partitions; the checks' own day is before.
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
