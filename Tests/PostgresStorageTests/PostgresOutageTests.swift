import Domain
import PostgresClient
import PostgresStorage
import PostgresSupport
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("A PostgreSQL store whose connections are cut", .timeLimit(.minutes(3)))
struct PostgresOutageTests {
    @Test("Every acknowledged event is stored exactly once, with its delivery")
    func cut() async throws {
        try await TemporaryPostgresStore.with { store, url in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            let cutter = Task { try await cutConnections(to: url) }
            let answered = try await withThrowingTaskGroup(of: [Event.ID].self) { group in
                for _ in 0..<16 { group.addTask { try await publish(25, in: project, fixture) } }
                return try await group.reduce(into: Set<Event.ID>()) { $0.formUnion($1) }
            }
            cutter.cancel()
            _ = await cutter.result
            #expect(answered.count == 400)
            let kept = try await store.events(in: project.number, eventType: nil, before: nil, limit: 1_000)
            #expect(Set(kept.map(\.id)) == answered)
            #expect(try await fixture.deliveries(in: project, limit: 1_000).count == 400)
        }
    }

    @Test("After a server crash, acknowledged events are still there, and attempts are recorded once")
    func crash() async throws {
        let server = try await TemporaryPostgres.start(durable)
        try await TemporaryPostgresStore.withStore(server.url()) { store in
            let fixture = StoreFixture(store: store)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let publishing = Task { try await publish(200, in: project, fixture) }
            for _ in 0..<2 { try await server.restart() }
            let answered = try await publishing.value
            let kept = try await insisting {
                try await store.events(in: project.number, eventType: nil, before: nil, limit: 1_000)
            }
            #expect(Set(kept.map(\.id)).isSuperset(of: answered) && answered.count == 200)
            let leased = try await insisting { try await fixture.claim(webhook, limit: 1_000) }
            async let restart: Void = server.restart()
            for one in leased { _ = try await insisting { try await fixture.record(one, .delivered) } }
            try await restart
            let log = try await insisting { try await fixture.deliveries(in: project, limit: 1_000) }
            #expect(log.filter { $0.state == .delivered && $0.attemptCount == 1 }.count == leased.count)
        }
        try await server.end()
    }

    private var durable: TemporaryPostgres.Options {
        var options = TemporaryPostgres.Options()
        options.isDurable = true
        return options
    }

    private func publish(_ count: Int, in project: Project, _ fixture: StoreFixture) async throws -> [Event.ID] {
        var ids: [Event.ID] = []
        for _ in 0..<count { ids.append(try await insisting { try await fixture.publish(in: project).event }) }
        return ids
    }

    /// Retries while the server is unreachable: a caller that receives this error has no answer yet.
    private func insisting<Value>(_ body: () async throws -> Value) async throws -> Value {
        while true {
            do { return try await body() } catch let error as PostgresError where error.kind == .unavailable {}
        }
    }

    /// Terminates forty of the store's connections one after the other, whatever they are doing.
    private func cutConnections(to url: String) async throws {
        let connection = try await PostgresConnection.connect(try PostgresSettings(url, applicationName: "cutter"))
        for _ in 0..<40 where !Task.isCancelled {
            try await connection.query(
                """
                SELECT pg_terminate_backend(pid), pg_sleep(0.05) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'perfsee' AND state <> 'idle' LIMIT 1
                """)
        }
        await connection.close()
    }
}
