import Domain
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("Nodes that share a PostgreSQL database", .timeLimit(.minutes(2)))
struct PostgresNodesTests {
    /// Two stores on one database.
    func with(_ body: (StoreFixture, StoreFixture) async throws -> Void) async throws {
        try await TemporaryPostgresStore.with { first, url in
            try await TemporaryPostgresStore.withStore(url) { second in
                try await body(StoreFixture(store: first), StoreFixture(store: second))
            }
        }
    }

    @Test("An idempotency key counts on every node")
    func once() async throws {
        try await with { here, there in
            let project = try await here.project()
            let key = IdempotencyKey(account: 1, method: "POST", path: "/p", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for fixture in [here, there, here, there, here, there] {
                    group.addTask {
                        _ = try await fixture.store.accept(.sample("a", in: project), at: fixture.now, once: once)
                    }
                }
                try await group.waitForAll()
            }
            let events = try await here.store.events(in: project.number, eventType: nil, before: nil, limit: 9)
            #expect(events.count == 1)
        }
    }

    @Test("Only one node prunes at a time, and the next may start once it is done or gone")
    func pruning() async throws {
        try await with { here, there in
            let inner = Mutex<Bool?>(nil)
            let outer = try await here.store.withTurnToPrune {
                let turn = try await there.store.withTurnToPrune {}
                inner.withLock { $0 = turn }
            }
            #expect(outer && inner.withLock { $0 } == false)
            // However long it takes, a node that starts does not wait for it.
            _ = try await here.store.withTurnToPrune {
                let first = try await there.store.createFirstAdministrator(NewAccount(name: "admin"), at: there.now)
                #expect(first != nil)
            }
            #expect(try await there.store.withTurnToPrune {})
            await #expect(throws: StoreError.busy) { try await here.store.withTurnToPrune { throw StoreError.busy } }
            #expect(try await there.store.withTurnToPrune {})
        }
    }

    @Test("The first administrator is created once, on any number of nodes")
    func firstAdministrator() async throws {
        try await with { here, there in
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for number in 0..<10 {
                    let fixture = number.isMultiple(of: 2) ? here : there
                    group.addTask {
                        try await fixture.store.createFirstAdministrator(NewAccount(name: "admin"), at: fixture.now)
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
            }
            #expect(made == 1)
        }
    }
}
