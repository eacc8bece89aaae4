import Domain
import Storage
import Testing

extension StoreCheck {
    static let tokens: [StoreCheck] = [
        StoreCheck("a token authenticates its account until it expires or is revoked") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            let end = fixture.now + .seconds(10)
            let new = NewToken(
                account: account.id, name: "ci", scopes: [.upload, .read], project: project.number, expiresAt: end)
            let token = try await fixture.store.createToken(new, hash: [1], at: fixture.now, once: nil).value
            #expect(
                try await fixture.store.authenticate(hash: [1], at: fixture.now)
                    == Authenticated(account: account, token: token))
            #expect(token.scopes == [.upload, .read] && token.project == project.number && token.expiresAt == end)
            #expect(try await fixture.store.authenticate(hash: [2], at: fixture.now) == nil)
            #expect(try await fixture.store.authenticate(hash: [1], at: end) == nil)
            #expect(try await fixture.store.tokens(of: account.id, in: nil, before: nil, limit: 9, at: end).isEmpty)
            #expect(try await fixture.store.revokeToken(token.id, of: account.id + 1, .revoked) == nil)
            #expect(try await fixture.store.revokeToken(token.id, of: account.id, .revoked) == 1)
            #expect(try await fixture.store.revokeToken(token.id, of: account.id, .revoked) == nil)
            #expect(try await fixture.store.authenticate(hash: [1], at: fixture.now) == nil)
        },
        StoreCheck("a token's last use is kept, however often and late it is recorded") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let new = NewToken(account: ada.id, name: "t", scopes: [.read])
            let token = try await fixture.store.createToken(new, hash: [1], at: fixture.now, once: nil).value
            #expect(try await fixture.store.authenticate(hash: [1], at: fixture.now)?.token.usedAt == nil)
            for (seconds, latest) in [(5, 5), (9, 9), (7, 9)] {
                let time = fixture.now + .seconds(seconds)
                try await fixture.store.record(Uses(tokens: [token.id: time, token.id + 1: fixture.now]))
                let used = try await fixture.store.authenticate(hash: [1], at: fixture.now)?.token.usedAt
                #expect(used == fixture.now + .seconds(latest))
            }
            let listed = try await fixture.store.tokens(of: ada.id, in: nil, before: nil, limit: 9, at: fixture.now)
            #expect(listed.map(\.usedAt) == [fixture.now + .seconds(9)])
        },
        StoreCheck("an account's tokens are listed newest first, a page at a time") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            var made: [Token] = []
            for byte in UInt8(1)...3 {
                let new = NewToken(account: account.id, name: "t\(byte)", scopes: [.admin])
                made.append(try await fixture.store.createToken(new, hash: [byte], at: fixture.now, once: nil).value)
            }
            let listed = try await fixture.store.tokens(of: account.id, in: nil, before: nil, limit: 9, at: fixture.now)
            #expect(listed == made.reversed())
            #expect(
                try await fixture.store.tokens(of: account.id, in: nil, before: made[2].id, limit: 1, at: fixture.now)
                    == [made[1]])
            #expect(try await fixture.store.token(made[0].id, of: account.id, in: nil) == made[0])
            #expect(try await fixture.store.token(made[0].id, of: account.id + 1, in: nil) == nil)
        },
        StoreCheck("a project's own tokens are listed with whom they act as, and revoked by the project") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            let wide = NewToken(account: ada.id, name: "wide", scopes: [.read])
            _ = try await fixture.store.createToken(wide, hash: [1], at: fixture.now, once: nil)
            let own = NewToken(account: ada.id, name: "own", scopes: [.upload], project: project.number)
            let token = try await fixture.store.createToken(own, hash: [2], at: fixture.now, once: nil).value
            let listed = try await fixture.store.tokens(in: project.number, before: nil, limit: 9, at: fixture.now)
            #expect(listed == [OwnedToken(token: token, owner: "ada")])
            #expect(try await fixture.store.revokeToken(token.id, in: project.number + 1) == nil)
            #expect(try await fixture.store.revokeToken(token.id, in: project.number) == 1)
            #expect(try await fixture.store.authenticate(hash: [2], at: fixture.now) == nil)
        },
        StoreCheck("the environment's token replaces the one before, and none revokes it") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let own = NewToken(account: account.id, name: "own", scopes: [.read])
            _ = try await fixture.store.createToken(own, hash: [7], at: fixture.now, once: nil)
            func holds(_ byte: UInt8) async throws -> Bool {
                try await fixture.store.authenticate(hash: [byte], at: fixture.now) != nil
            }
            for _ in 0..<2 { try await fixture.store.setEnvironmentToken(hash: [1], for: account.id, at: fixture.now) }
            #expect(try await holds(1))
            try await fixture.store.setEnvironmentToken(hash: [2], for: account.id, at: fixture.now)
            #expect(try await !holds(1))
            #expect(try await holds(2))
            try await fixture.store.setEnvironmentToken(hash: nil, for: account.id, at: fixture.now)
            #expect(try await !holds(2))
            #expect(try await holds(7))
        },
        StoreCheck("an account's tokens for one project are told from its others") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let (project, other) = (try await fixture.project(), try await fixture.project("other"))
            let line = TokenLine(fixture, account)
            _ = try await line.token(1)
            let narrow = try await line.token(2, project: project.number)
            let listed = try await fixture.store.tokens(
                of: account.id, in: project.number, before: nil, limit: 9, at: fixture.now)
            #expect(listed == [narrow])
            #expect(try await fixture.store.token(narrow.id, of: account.id, in: project.number) == narrow)
            #expect(try await fixture.store.token(narrow.id, of: account.id, in: other.number) == nil)
        },
        StoreCheck("a revoked token takes with it all that descends from it, and nothing else") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let robot = try await fixture.store.createApplication(name: "robot", at: fixture.now, once: nil).value
            let (line, robots) = (TokenLine(fixture, account), TokenLine(fixture, robot))
            let root = try await line.token(1)
            let child = try await line.token(2, by: root)
            let sibling = try await line.token(3, by: root)
            let grandchild = try await robots.token(4, by: child)
            #expect(root.parent == nil && child.parent == root.id && grandchild.parent == child.id)
            #expect(Set(try await fixture.store.descendants(of: root.id)) == [child.id, sibling.id, grandchild.id])
            #expect(try await fixture.store.revokeToken(child.id, of: account.id, .revoked) == 2)
            #expect(try await line.holding(1...4) == [1, 3])
            #expect(try await fixture.store.revokeToken(root.id, of: account.id, .revoked) == 2)
            #expect(try await line.holding(1...4) == [])
        },
        StoreCheck("descendants that are kept belong to the token that made the revoked one") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let line = TokenLine(fixture, account)
            let root = try await line.token(1)
            let child = try await line.token(2, by: root)
            _ = try await line.token(3, by: child)
            #expect(try await fixture.store.revokeToken(child.id, of: account.id, .kept) == 1)
            #expect(try await line.holding(1...3) == [1, 3])
            #expect(try await fixture.store.revokeToken(root.id, of: account.id, .revoked) == 2)
            let alone = try await line.token(4)
            _ = try await line.token(5, by: alone)
            #expect(try await fixture.store.revokeToken(alone.id, of: account.id, .kept) == 1)
            #expect(try await line.holding(1...5) == [5])
        },
        StoreCheck("a project that revokes a token revokes what it made") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            let line = TokenLine(fixture, account)
            let narrow = try await line.token(1, project: project.number)
            _ = try await line.token(2, by: narrow, project: project.number)
            #expect(try await fixture.store.revokeToken(narrow.id, in: project.number) == 2)
            #expect(try await line.holding(1...2) == [])
        },
        StoreCheck("a person who is removed takes with them what their tokens made for applications") { fixture in
            _ = try await fixture.store.createAccount(NewAccount(name: "root", isInstanceAdmin: true), at: fixture.now)
            let ada = try await fixture.store.createAccount(
                NewAccount(name: "ada", isInstanceAdmin: true), at: fixture.now)
            let robot = try await fixture.store.createApplication(name: "robot", at: fixture.now, once: nil).value
            let (line, robots) = (TokenLine(fixture, ada), TokenLine(fixture, robot))
            let own = try await line.token(1)
            _ = try await robots.token(2, by: own)
            _ = try await robots.token(3)
            #expect(try await fixture.store.removeAccount(ada.id))
            #expect(try await line.holding(1...3) == [3])
        },
        StoreCheck("a revoked token makes no other, and one that it is just making is revoked with it") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let line = TokenLine(fixture, account)
            for turn in UInt8(0)..<8 {
                let root = try await line.token(100 + turn)
                await withTaskGroup(of: Void.self) { group in
                    for number in UInt8(0)..<4 {
                        group.addTask { _ = try? await line.token(turn * 4 + number, by: root) }
                    }
                    group.addTask { _ = try? await fixture.store.revokeToken(root.id, of: account.id, .revoked) }
                }
                #expect(try await refusal { try await line.token(200, by: root) } == .notFound)
            }
            #expect(try await line.holding(0...200) == [])
        },
        StoreCheck("an account's tokens for a project, and for none, have a limit without expired ones") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let other = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            let project = try await fixture.project()
            let line = TokenLine(fixture, account)
            let most = UInt8(Token.maximumLive)
            let brief = try await line.token(0, project: project.number, expiresAt: fixture.now + .seconds(5))
            // However many requests arrive at once.
            let made = try await line.tokens(1...120, project: project.number)
            #expect(made == Int(most) - 1)
            let full = try await refusal { try await line.token(200, project: project.number) }
            #expect(full == .limit(.projectTokens(maximum: Token.maximumLive)))
            _ = try await line.token(201)
            _ = try await TokenLine(fixture, other).token(202, project: project.number)
            let later = try #require(brief.expiresAt)
            _ = try await line.token(203, project: project.number, at: later)
            await #expect(throws: StoreError.limit(.projectTokens(maximum: Token.maximumLive))) {
                try await line.token(204, project: project.number, at: later)
            }
            // The way back in is always open.
            _ = try await line.token(205, project: project.number, by: .console, at: later)
        },
        StoreCheck("what the environment's token made stays when another takes its place") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let line = TokenLine(fixture, account)
            try await fixture.store.setEnvironmentToken(hash: [1], for: account.id, at: fixture.now)
            let environment = try #require(try await fixture.store.authenticate(hash: [1], at: fixture.now)?.token)
            _ = try await line.token(2, by: environment)
            try await fixture.store.setEnvironmentToken(hash: [3], for: account.id, at: fixture.now)
            #expect(try await line.holding(1...3) == [2, 3])
            try await fixture.store.setEnvironmentToken(hash: nil, for: account.id, at: fixture.now)
            #expect(try await line.holding(1...3) == [2])
        },
    ]
}
