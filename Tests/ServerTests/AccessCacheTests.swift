import Domain
import Signing
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@Suite("What is kept in memory of tokens and projects")
struct AccessCacheTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    /// A token that counts for a project which its account administers; and a clock that stands still.
    private struct Scene {
        let tested: TestedStore
        let cache: AccessCache
        let time = Time()
        let account: Account
        let project: Project
        let token: Token

        static func with(_ body: (Scene) async throws -> Void) async throws {
            try await TestedStore.with { tested in
                let store = tested.store
                _ = try await store.createAccount(NewAccount(name: "root", isInstanceAdmin: true), at: now)
                let account = try await store.createAccount(NewAccount(name: "ada"), at: now)
                let project = try await store.createProject(
                    NewProject(id: "shop", host: .unknown, namespace: "a", name: "b"), at: now, once: nil
                ).value
                try await store.setRole(.admin, of: account.id, in: project.number, at: now)
                let new = NewToken(account: account.id, name: "t", scopes: [.admin], expiresAt: now + .seconds(60))
                let token = try await store.createToken(new, hash: [1], at: now, once: nil).value
                let scene = Scene(tested: tested, account: account, project: project, token: token)
                try await scene.expect(token: true, role: .admin)
                try await body(scene)
            }
        }

        private init(tested: TestedStore, account: Account, project: Project, token: Token) {
            self.tested = tested
            self.account = account
            self.project = project
            self.token = token
            cache = AccessCache(tested.store) { [time] in time.now }
        }

        func expect(
            token isValid: Bool, role: Access.Role?, _ what: Comment? = nil,
            _ location: SourceLocation = #_sourceLocation
        ) async throws {
            #expect(
                (try await cache.authenticate(hash: [1], at: now) != nil) == isValid, what, sourceLocation: location)
            let access = Access(isInstanceAdmin: false, scopes: [.admin], onlyProject: nil)
            let found = try await cache.project("shop", visibleTo: account.id, with: access)
            #expect(found?.role == role, what, sourceLocation: location)
        }
    }

    private final class Time: Sendable {
        private let time = Mutex(Duration.seconds(5))
        var now: Duration { time.withLock(\.self) }
        func advance(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    @Test("A change that this process makes counts at once")
    func own() async throws {
        try await Scene.with { scene in
            let store = scene.tested.store
            try await store.setRole(.read, of: scene.account.id, in: scene.project.number, at: Self.now)
            try await scene.expect(token: true, role: .read)
            try await store.setRole(nil, of: scene.account.id, in: scene.project.number, at: Self.now)
            try await scene.expect(token: true, role: nil)
            try await store.setRole(.admin, of: scene.account.id, in: scene.project.number, at: Self.now)
            try await scene.expect(token: true, role: .admin)
            _ = try await store.deleteProject(scene.project.number, at: Self.now)
            try await scene.expect(token: true, role: nil)
            _ = try await store.revokeToken(scene.token.id, of: scene.account.id, .revoked)
            try await scene.expect(token: false, role: nil)
        }
    }

    @Test("An account that is removed is not known any more, and one whose rights change is known with them")
    func account() async throws {
        try await Scene.with { scene in
            try await scene.tested.store.setInstanceAdmin(true, of: scene.account.id)
            #expect(try await scene.cache.authenticate(hash: [1], at: Self.now)?.account.isInstanceAdmin == true)
            _ = try await scene.tested.store.removeAccount(scene.account.id)
            try await scene.expect(token: false, role: nil)
        }
    }

    @Test(
        "A change that another program makes counts within half a second, without being told of",
        arguments: [
            ("DELETE FROM tokens", false, Access.Role.admin), ("UPDATE members SET role = 'read'", true, .read),
            ("DELETE FROM members", true, nil), ("UPDATE projects SET deleted_at = 1", true, nil),
        ])
    func others(sql: String, token: Bool, role: Access.Role?) async throws {
        try await Scene.with { scene in
            try await scene.tested.database.execute(sql)
            scene.time.advance(AccessCache.validity - .milliseconds(1))
            // It is not read again: this is what makes it fast, and what limits how long it may be wrong.
            try await scene.expect(token: true, role: .admin, "\(sql)")
            scene.time.advance(.milliseconds(1))
            try await scene.expect(token: token, role: role, "\(sql)")
        }
    }

    @Test("A token does not count after it expires, nor what the store does not have")
    func expiry() async throws {
        try await Scene.with { scene in
            #expect(try await scene.cache.authenticate(hash: [1], at: Self.now + .seconds(59)) != nil)
            #expect(try await scene.cache.authenticate(hash: [1], at: Self.now + .seconds(60)) == nil)
            #expect(try await scene.cache.authenticate(hash: [2], at: Self.now) == nil)
            let new = NewToken(account: scene.account.id, name: "later", scopes: [.read])
            _ = try await scene.tested.store.createToken(new, hash: [2], at: Self.now, once: nil)
            #expect(try await scene.cache.authenticate(hash: [2], at: Self.now) != nil)
        }
    }
}
