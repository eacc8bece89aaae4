import Domain
import Storage
import Testing

extension StoreCheck {
    static let accounts: [StoreCheck] = [
        StoreCheck("accounts are kept, and the first administrator is the oldest person with the right") { fixture in
            #expect(try await fixture.store.hasAccounts() == false)
            #expect(try await fixture.store.firstAdministrator() == nil)
            let plain = try await fixture.store.createAccount(
                NewAccount(name: "ada", email: "a@example.com"), at: fixture.now)
            let robot = NewAccount(kind: .application, name: "robot", isInstanceAdmin: true)
            _ = try await fixture.store.createAccount(robot, at: fixture.now)
            let admin = try await fixture.store.createAccount(
                NewAccount(name: "eve", isInstanceAdmin: true), at: fixture.now)
            _ = try await fixture.store.createAccount(NewAccount(name: "joe", isInstanceAdmin: true), at: fixture.now)
            #expect(try await fixture.store.hasAccounts())
            #expect(try await fixture.store.firstAdministrator() == admin)
            #expect(try await fixture.store.account(plain.id) == plain)
            #expect(plain.email == "a@example.com" && plain.kind == .user && !plain.isInstanceAdmin)
        },
        StoreCheck("the first administrator is made once, however many ask for it at once") { fixture in
            let person = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        try await fixture.store.createFirstAdministrator(
                            NewAccount(name: "admin \(number)"), at: fixture.now)
                    }
                }
                return try await group.reduce(into: []) { made, account in made += account.map { [$0] } ?? [] }
            }
            #expect(made.count == 1 && made.first?.isInstanceAdmin == true && made.first?.id != person.id)
            #expect(try await fixture.store.firstAdministrator() == made.first)
            #expect(try await fixture.store.accounts(kind: .user, before: nil, limit: 99).count == 2)
        },
        StoreCheck("a sign-in link can be kept, and is forgotten once it is over") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            try await fixture.store.addSignInLink(hash: [9], for: account.id, expiresAt: fixture.now)
            try await fixture.store.forgetExpired(at: fixture.now + .milliseconds(1), limit: 10)
            // If it still existed, the same hash would be refused.
            try await fixture.store.addSignInLink(hash: [9], for: account.id, expiresAt: fixture.now)
        },
    ]
}
