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
}
