import GRDB
import HTTPTypes
import Storage
import StoreSupport
import Synchronization
import Testing

@testable import SQLiteStorage
@testable import Server

/// Requests for a hidden resource take the same steps as for a missing one, so that the time reveals nothing;
/// `scripts/bench --only hidden` measures how similar the times are.
@Suite("Hidden resources", .enabled(if: !TestedStore.isPostgres))
struct HiddenTests {
    @Test("A hidden resource causes the same store reads as a missing one, on every route")
    func sameStatements() async throws {
        try await AccessScene.with { scene async throws in
            let store = try #require(scene.fixture.store as? SQLiteStore)
            let statements = SeenStatements()
            try await statements.watch(store)
            let server = scene.fixture.server
            let absent = scene.things.absent
            var asked = 0
            for token in ["sue", "mia-other"] {
                // Who a token is, is read once.
                _ = try await scene.fixture.get("projects", as: token)
                for route in AccessRoute.api(of: server) where route.template.contains("{project}") || route.isUpload {
                    let hidden = try await statements.of {
                        try await scene.send(route, at: route.path(scene.things), as: token)
                    }
                    let nowhere = try await statements.of {
                        try await scene.send(route, at: route.path(absent), as: token)
                    }
                    #expect(hidden.reply.status == 404 && nowhere.reply.status == 404, "\(route.name)")
                    #expect(!hidden.sql.isEmpty && hidden.sql == nowhere.sql, "\(route.name) as \(token)")
                    asked += 1
                }
            }
            for account in [scene.fixture.accounts.sue, nil] {
                let cookie = try await scene.cookie(of: account)
                for route in AccessRoute.pages(of: server) where route.template.contains("{project}") {
                    let hidden = try await statements.of {
                        try await scene.visit(route, at: route.path(scene.things), cookie)
                    }
                    let nowhere = try await statements.of {
                        try await scene.visit(route, at: route.path(absent), cookie)
                    }
                    #expect(hidden.reply.status == nowhere.reply.status, "\(route.name)")
                    #expect(!hidden.sql.isEmpty && hidden.sql == nowhere.sql, "\(route.name)")
                    asked += 1
                }
            }
            #expect(asked > 100)
        }
    }
}

/// The statements that the store's reads run, in order.
private final class SeenStatements: Sendable {
    private let seen = Mutex<[String]>([])

    func watch(_ store: SQLiteStore) async throws {
        // Consecutive reads use the same connection.
        try await store.pool.read { db in
            db.trace { [self] event in
                guard case .statement(let statement) = event else { return }
                seen.withLock { $0.append(statement.sql) }
            }
        }
    }

    func of(
        _ body: () async throws -> AccessScene.Reply
    ) async throws -> (reply: AccessScene.Reply, sql: [String]) {
        seen.withLock { $0 = [] }
        let reply = try await body()
        return (reply, seen.withLock { $0 })
    }
}
