import Domain
import Storage
import Testing

extension StoreCheck {
    static let signIn: [StoreCheck] = [
        StoreCheck("a session holds until it is over or ended, and the others of its account can be ended") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let end = fixture.now + .seconds(10)
            for byte in UInt8(1)...3 {
                try await fixture.store.createSession(hash: [byte], for: ada.id, at: fixture.now, expiresAt: end)
            }
            #expect(
                try await fixture.store.session(hash: [1], at: fixture.now) == Session(account: ada, expiresAt: end))
            #expect(try await fixture.store.session(hash: [1], at: end) == nil)
            #expect(try await fixture.store.session(hash: [9], at: fixture.now) == nil)
            try await fixture.store.endSession(hash: [1])
            #expect(try await fixture.store.session(hash: [1], at: fixture.now) == nil)
            try await fixture.store.endSessions(of: ada.id, except: [2])
            #expect(try await fixture.store.session(hash: [2], at: fixture.now) != nil)
            #expect(try await fixture.store.session(hash: [3], at: fixture.now) == nil)
            try await fixture.store.endSessions(of: ada.id, except: nil)
            #expect(try await fixture.store.session(hash: [2], at: fixture.now) == nil)
        },
        StoreCheck(
            "an account sees its sessions and where they come from, the last used first, and ends one of its own"
        ) {
            fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let eve = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            let (store, now) = (fixture.store, fixture.now)
            let end = now + .seconds(100)
            let origin = SessionOrigin(address: "192.0.2.1", browser: "Firefox/1 ü")
            try await store.createSession(hash: [1], for: ada.id, from: origin, at: now, expiresAt: end)
            try await store.createSession(hash: [2], for: ada.id, at: now + .seconds(1), expiresAt: end)
            try await store.createSession(hash: [3], for: eve.id, at: now, expiresAt: end)
            try await store.createSession(hash: [4], for: ada.id, at: now, expiresAt: now + .seconds(1))
            func sessions(_ limit: Int = 9) async throws -> [OpenSession] {
                try await store.sessions(of: ada.id, limit: limit, at: now + .seconds(2))
            }
            let first = OpenSession(hash: [1], origin: origin, createdAt: now, usedAt: nil)
            #expect(try await sessions().map(\.hash) == [[2], [1]])
            #expect(try await sessions().last == first)
            let use = Uses.OfSession(time: now + .seconds(2), address: "192.0.2.2")
            try await store.record(Uses(sessions: [[1]: use, [9]: use]))
            #expect(
                try await sessions(1).map(\.origin) == [SessionOrigin(address: "192.0.2.2", browser: "Firefox/1 ü")])
            #expect(try await sessions(1).map(\.usedAt) == [now + .seconds(2)])
            try await store.record(Uses(sessions: [[1]: Uses.OfSession(time: now + .seconds(3), address: nil)]))
            try await store.record(Uses(sessions: [[1]: use]))
            #expect(try await sessions(1).map(\.origin.address) == ["192.0.2.2"])
            #expect(try await store.session(hash: [1], at: now)?.usedAt == now + .seconds(3))
            #expect(try await !store.endSession(hash: [3], of: ada.id))
            #expect(try await store.endSession(hash: [1], of: ada.id))
            #expect(try await !store.endSession(hash: [1], of: ada.id))
            #expect(try await sessions().map(\.hash) == [[2]])
            #expect(try await store.session(hash: [3], at: now) != nil)
        },
        StoreCheck("a sign-in link tells whose it is, and is used up once, with all others of its account") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let end = fixture.now + .seconds(10)
            for byte in UInt8(1)...2 {
                try await fixture.store.addSignInLink(hash: [byte], for: ada.id, expiresAt: end)
            }
            #expect(try await fixture.store.signInLink(hash: [1], at: fixture.now) == ada)
            #expect(try await fixture.store.signInLink(hash: [1], at: end) == nil)
            #expect(try await fixture.store.useSignInLink(hash: [1], at: end) == nil)
            #expect(try await fixture.store.useSignInLink(hash: [1], at: fixture.now) == ada)
            #expect(try await fixture.store.useSignInLink(hash: [1], at: fixture.now) == nil)
            #expect(try await fixture.store.useSignInLink(hash: [2], at: fixture.now) == nil)
        },
        StoreCheck("an email belongs to one account, whatever its case, and signs in once it has a password") {
            fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let eve = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            try await fixture.store.nameAccount(ada.id, name: "Ada", email: "Ada@Example.com")
            await #expect(throws: StoreError.conflict(.emailTaken)) {
                try await fixture.store.nameAccount(eve.id, name: "Eve", email: "ada@example.COM")
            }
            try await fixture.store.nameAccount(ada.id, name: "Ada L.", email: "ada@example.com")
            #expect(try await fixture.store.account(email: "ADA@example.com")?.name == "Ada L.")
            #expect(try await fixture.store.credentials(email: "ada@example.com") == nil)
            try await fixture.store.setPassword(hash: "secret", of: ada.id)
            let credentials = try await fixture.store.credentials(email: "ADA@example.com")
            #expect(credentials?.account.id == ada.id && credentials?.passwordHash == "secret")
            #expect(try await fixture.store.passwordHash(of: ada.id) == "secret")
            try await fixture.store.setPassword(hash: nil, of: ada.id)
            #expect(try await fixture.store.credentials(email: "ada@example.com") == nil)
        },
        StoreCheck("an email is told from another by its bytes, but for the case of A to Z") { fixture in
            let kim = try await fixture.store.createAccount(NewAccount(name: "kim"), at: fixture.now)
            try await fixture.store.nameAccount(kim.id, name: "Kim", email: "kim\u{E9}@example.com")
            try await fixture.store.setPassword(hash: "secret", of: kim.id)
            #expect(try await fixture.store.credentials(email: "KIM\u{E9}@EXAMPLE.com") != nil)
            // A Kelvin sign, a dotted I, another way to write the accent, and its capital letter.
            for other in ["\u{212A}im\u{E9}", "k\u{130}m\u{E9}", "kime\u{301}", "kim\u{C9}"] {
                #expect(try await fixture.store.credentials(email: "\(other)@example.com") == nil, "\(other)")
                #expect(try await fixture.store.account(email: "\(other)@example.com") == nil, "\(other)")
            }
        },
        StoreCheck("accounts are listed newest first, those who never signed in as invited") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let eve = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            let robot = try await fixture.store.createAccount(
                NewAccount(kind: .application, name: "r"), at: fixture.now)
            try await fixture.store.setPassword(hash: "secret", of: ada.id)
            let people = try await fixture.store.accounts(kind: .user, before: nil, limit: 9)
            #expect(people.map(\.account.id) == [eve.id, ada.id] && people.map(\.isInvited) == [true, false])
            #expect(try await fixture.store.accounts(kind: .user, before: eve.id, limit: 9).map(\.account) == [ada])
            let robots = try await fixture.store.accounts(kind: .application, before: nil, limit: 9)
            #expect(robots == [AccountSummary(account: robot, isInvited: false)])
        },
        StoreCheck("a removed account loses sessions, tokens, links and roles; the last administrator stays") {
            fixture in
            let admin = try await fixture.store.createAccount(
                NewAccount(name: "root", isInstanceAdmin: true), at: fixture.now)
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada", email: "a@b.c"), at: fixture.now)
            let project = try await fixture.project()
            let end = fixture.now + .seconds(10)
            try await fixture.store.setRole(.admin, of: ada.id, in: project.number, at: fixture.now)
            try await fixture.store.createSession(hash: [1], for: ada.id, at: fixture.now, expiresAt: end)
            try await fixture.store.addSignInLink(hash: [1], for: ada.id, expiresAt: end)
            let token = NewToken(account: ada.id, name: "t", scopes: [.read])
            _ = try await fixture.store.createToken(token, hash: [1], at: fixture.now, once: nil)
            #expect(try await fixture.store.removeAccount(ada.id))
            #expect(try await !fixture.store.removeAccount(ada.id))
            #expect(try await fixture.store.session(hash: [1], at: fixture.now) == nil)
            #expect(try await fixture.store.signInLink(hash: [1], at: fixture.now) == nil)
            #expect(try await fixture.store.authenticate(hash: [1], at: fixture.now) == nil)
            #expect(try await fixture.store.role(of: ada.id, in: project.number) == nil)
            #expect(try await fixture.store.account(email: "a@b.c") == nil)
            await #expect(throws: StoreError.conflict(.lastAdministrator)) {
                try await fixture.store.removeAccount(admin.id)
            }
            await #expect(throws: StoreError.conflict(.lastAdministrator)) {
                try await fixture.store.setInstanceAdmin(false, of: admin.id)
            }
            #expect(try await fixture.store.firstAdministrator() == admin)
        },
    ]
}
