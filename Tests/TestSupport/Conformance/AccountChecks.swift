import Domain
import Storage
import Testing

extension StoreCheck {
    static let accounts: [StoreCheck] = [
        StoreCheck("accounts are kept, and the first administrator is the oldest person with the right") { bed in
            #expect(try await bed.store.hasAccounts() == false)
            #expect(try await bed.store.firstAdministrator() == nil)
            let plain = try await bed.store.createAccount(NewAccount(name: "ada", email: "a@example.com"), at: bed.now)
            let robot = NewAccount(kind: .application, name: "robot", isInstanceAdmin: true)
            _ = try await bed.store.createAccount(robot, at: bed.now)
            let admin = try await bed.store.createAccount(NewAccount(name: "eve", isInstanceAdmin: true), at: bed.now)
            _ = try await bed.store.createAccount(NewAccount(name: "joe", isInstanceAdmin: true), at: bed.now)
            #expect(try await bed.store.hasAccounts())
            #expect(try await bed.store.firstAdministrator() == admin)
            #expect(try await bed.store.account(plain.id) == plain)
            #expect(plain.email == "a@example.com" && plain.kind == .user && !plain.isInstanceAdmin)
        },
        StoreCheck("the first administrator is made once, however many ask for it at once") { bed in
            let person = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        try await bed.store.createFirstAdministrator(NewAccount(name: "admin \(number)"), at: bed.now)
                    }
                }
                return try await group.reduce(into: []) { made, account in made += account.map { [$0] } ?? [] }
            }
            #expect(made.count == 1 && made.first?.isInstanceAdmin == true && made.first?.id != person.id)
            #expect(try await bed.store.firstAdministrator() == made.first)
            #expect(try await bed.store.accounts(kind: .user, before: nil, limit: 99).count == 2)
        },
        StoreCheck("a sign-in link can be kept, and is forgotten once it is over") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            try await bed.store.addSignInLink(hash: [9], for: account.id, expiresAt: bed.now)
            try await bed.store.forgetExpired(at: bed.now.adding(milliseconds: 1), limit: 10)
            // Were it still there, the same hash would be refused.
            try await bed.store.addSignInLink(hash: [9], for: account.id, expiresAt: bed.now)
        },
    ]

    static let tokens: [StoreCheck] = [
        StoreCheck("a token authenticates its account until it expires or is revoked") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let project = try await bed.project()
            let end = bed.now.adding(seconds: 10)
            let new = NewToken(
                account: account.id, name: "ci", scopes: [.upload, .read], project: project.number, expiresAt: end)
            let token = try await bed.store.createToken(new, hash: [1], at: bed.now, once: nil).value
            #expect(
                try await bed.store.authenticate(hash: [1], at: bed.now)
                    == Authenticated(account: account, token: token))
            #expect(token.scopes == [.upload, .read] && token.project == project.number && token.expiresAt == end)
            #expect(try await bed.store.authenticate(hash: [2], at: bed.now) == nil)
            #expect(try await bed.store.authenticate(hash: [1], at: end) == nil)
            #expect(try await bed.store.tokens(of: account.id, before: nil, limit: 9, at: end).isEmpty)
            #expect(try await bed.store.revokeToken(token.id, of: account.id + 1, at: bed.now) == false)
            #expect(try await bed.store.revokeToken(token.id, of: account.id, at: bed.now))
            #expect(try await bed.store.revokeToken(token.id, of: account.id, at: bed.now) == false)
            #expect(try await bed.store.authenticate(hash: [1], at: bed.now) == nil)
        },
        StoreCheck("an account's tokens are listed newest first, a page at a time") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            var made: [Token] = []
            for byte in UInt8(1)...3 {
                let new = NewToken(account: account.id, name: "t\(byte)", scopes: [.admin])
                made.append(try await bed.store.createToken(new, hash: [byte], at: bed.now, once: nil).value)
            }
            let listed = try await bed.store.tokens(of: account.id, before: nil, limit: 9, at: bed.now)
            #expect(listed == made.reversed())
            #expect(
                try await bed.store.tokens(of: account.id, before: made[2].id, limit: 1, at: bed.now) == [made[1]])
            #expect(try await bed.store.token(made[0].id, of: account.id) == made[0])
            #expect(try await bed.store.token(made[0].id, of: account.id + 1) == nil)
        },
        StoreCheck("a project's own tokens are listed with whom they act as, and revoked by the project") { bed in
            let ada = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let project = try await bed.project()
            let wide = NewToken(account: ada.id, name: "wide", scopes: [.read])
            _ = try await bed.store.createToken(wide, hash: [1], at: bed.now, once: nil)
            let own = NewToken(account: ada.id, name: "own", scopes: [.upload], project: project.number)
            let token = try await bed.store.createToken(own, hash: [2], at: bed.now, once: nil).value
            let listed = try await bed.store.tokens(in: project.number, before: nil, limit: 9, at: bed.now)
            #expect(listed == [OwnedToken(token: token, owner: "ada")])
            #expect(try await !bed.store.revokeToken(token.id, in: project.number + 1))
            #expect(try await bed.store.revokeToken(token.id, in: project.number))
            #expect(try await bed.store.authenticate(hash: [2], at: bed.now) == nil)
        },
        StoreCheck("the environment's token replaces the one before, and none revokes it") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let own = NewToken(account: account.id, name: "own", scopes: [.read])
            _ = try await bed.store.createToken(own, hash: [7], at: bed.now, once: nil)
            func holds(_ byte: UInt8) async throws -> Bool {
                try await bed.store.authenticate(hash: [byte], at: bed.now) != nil
            }
            for _ in 0..<2 { try await bed.store.setEnvironmentToken(hash: [1], for: account.id, at: bed.now) }
            #expect(try await holds(1))
            try await bed.store.setEnvironmentToken(hash: [2], for: account.id, at: bed.now)
            #expect(try await !holds(1))
            #expect(try await holds(2))
            try await bed.store.setEnvironmentToken(hash: nil, for: account.id, at: bed.now)
            #expect(try await !holds(2))
            #expect(try await holds(7))
        },
    ]
}
