import Domain
import Storage
import Testing

extension StoreCheck {
    static let accessVersions: [StoreCheck] = [
        StoreCheck("every change of what tokens, accounts, projects and memberships say is seen, and no other") {
            fixture in
            let store = fixture.store
            let now = fixture.now
            _ = try await store.createAccount(NewAccount(name: "root", isInstanceAdmin: true), at: now)
            let ada = try await store.createAccount(NewAccount(name: "ada"), at: now)
            let eve = try await store.createAccount(NewAccount(name: "eve"), at: now)
            let project = try await fixture.project()
            let bot = try await store.createApplication(name: "bot", at: now, once: nil).value
            for (account, hash) in [(ada, UInt8(1)), (ada, 2), (eve, 3), (bot, 4)] {
                let new = NewToken(
                    account: account.id, name: "t", scopes: [.read], project: hash == 2 ? project.number : nil)
                _ = try await store.createToken(new, hash: [hash], at: now, once: nil)
            }
            func token(_ hash: UInt8) async throws -> Token {
                guard let found = try await store.authenticate(hash: [hash], at: now) else { throw StoreError.notFound }
                return found.token
            }
            let changes: [(String, () async throws -> Void)] = [
                (
                    "member",
                    {
                        _ = try await store.addMember(
                            .application("bot"), role: .read, in: project.number, at: now, once: nil)
                    }
                ),
                ("role", { try await store.setRole(.read, of: ada.id, in: project.number, at: now) }),
                ("no role", { try await store.setRole(nil, of: ada.id, in: project.number, at: now) }),
                ("name", { try await store.nameAccount(ada.id, name: "Ada", email: nil) }),
                ("administrator", { try await store.setInstanceAdmin(true, of: ada.id) }),
                (
                    "project",
                    {
                        var change = ProjectChanges()
                        change.isPublic = true
                        _ = try await store.updateProject(project.number, change, at: now)
                    }
                ),
                ("project's token", { _ = try await store.revokeToken(try await token(2).id, in: project.number) }),
                ("token", { _ = try await store.revokeToken(try await token(1).id, of: ada.id, .kept) }),
                ("environment", { try await store.setEnvironmentToken(hash: [9], for: ada.id, at: now) }),
                ("environment's end", { try await store.setEnvironmentToken(hash: nil, for: ada.id, at: now) }),
                ("account", { _ = try await store.removeAccount(eve.id) }),
                ("application", { _ = try await store.deleteApplication(bot.id, at: now) }),
                ("deletion", { _ = try await store.deleteProject(project.number, at: now) }),
            ]
            for (what, change) in changes {
                let (version, count) = (try await store.accessVersion(), store.accessChanges.count)
                try await change()
                if what != "environment" { #expect(try await store.accessVersion() > version, "\(what)") }
                #expect(store.accessChanges.count > count, "\(what)")
            }
            let other = try await fixture.project("other")
            let (version, count) = (try await store.accessVersion(), store.accessChanges.count)
            _ = try await fixture.webhook(in: other)
            try await fixture.publish(in: other)
            try await fixture.passed("main", in: other)
            try await store.record(Uses(tokens: [1: now]))
            #expect(try await store.accessVersion() == version && store.accessChanges.count == count)
        }
    ]
}
