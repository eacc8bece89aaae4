import Domain
import Storage
import Testing

extension StoreCheck {
    static let members: [StoreCheck] = [
        StoreCheck("members are listed with their roles, a page at a time") { fixture in
            let project = try await fixture.project()
            var accounts: [Account] = []
            for name in ["ada", "eve", "joe"] {
                accounts.append(try await fixture.store.createAccount(NewAccount(name: name), at: fixture.now))
            }
            try await fixture.store.setRole(.admin, of: accounts[0].id, in: project.number, at: fixture.now)
            try await fixture.store.setRole(.read, of: accounts[2].id, in: project.number, at: fixture.now)
            let all = try await fixture.store.members(of: project.number, after: nil, limit: 9)
            #expect(all == [Member(account: accounts[0], role: .admin), Member(account: accounts[2], role: .read)])
            #expect(
                try await fixture.store.members(of: project.number, after: accounts[0].id, limit: 9) == [all[1]])
            #expect(try await fixture.store.member(accounts[2].id, of: project.number) == all[1])
            #expect(try await fixture.store.member(accounts[1].id, of: project.number) == nil)
        },
        StoreCheck("a member is added by an exact email or an application's name, whatever its case, and once") {
            fixture in
            _ = try await fixture.store.createAccount(NewAccount(name: "root", isInstanceAdmin: true), at: fixture.now)
            let project = try await fixture.project()
            let ada = try await fixture.store.createAccount(
                NewAccount(name: "ada", email: "Ada@Example.com"), at: fixture.now)
            let robot = try await fixture.store.createApplication(name: "Robot", at: fixture.now, once: nil).value
            let add = { (name: AccountName) in
                try await fixture.store.addMember(name, role: .read, in: project.number, at: fixture.now, once: nil)
                    .value
            }
            #expect(try await add(.email("ada@EXAMPLE.com")) == Member(account: ada, role: .read))
            #expect(try await add(.application("robot")) == Member(account: robot, role: .read))
            for name in [AccountName.email("ada@example.co"), .email("ada"), .email("Robot"), .application("ada")] {
                #expect(try await refusal { try await add(name) } == .notFound)
            }
            try await fixture.store.setRole(.admin, of: ada.id, in: project.number, at: fixture.now)
            for name in [AccountName.email("ada@example.com"), .application("Robot")] {
                #expect(try await refusal { try await add(name) } == .conflict(.alreadyMember))
            }
            #expect(try await fixture.store.role(of: ada.id, in: project.number) == .admin)
            #expect(try await fixture.store.removeAccount(ada.id))
            #expect(try await refusal { try await add(.email("ada@example.com")) } == .notFound)
        },
        StoreCheck("nobody becomes a member of a project that is not there any more") { fixture in
            let project = try await fixture.project()
            let ada = try await fixture.store.createAccount(
                NewAccount(name: "ada", email: "ada@example.com"), at: fixture.now)
            let robot = try await fixture.store.createApplication(name: "robot", at: fixture.now, once: nil).value
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            for number in [project.number, project.number + 1] {
                for name in [AccountName.email("ada@example.com"), .application("robot")] {
                    let refused = try await refusal {
                        try await fixture.store.addMember(name, role: .read, in: number, at: fixture.now, once: nil)
                    }
                    #expect(refused == .notFound)
                }
                let refused = try await refusal {
                    try await fixture.store.setRole(.read, of: ada.id, in: number, at: fixture.now)
                }
                #expect(refused == .notFound)
            }
            #expect(try await !fixture.store.shareProject(ada.id, robot.id))
        },
        StoreCheck("two accounts share a project while both are its members") { fixture in
            let project = try await fixture.project()
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let eve = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            try await fixture.store.setRole(.admin, of: ada.id, in: project.number, at: fixture.now)
            #expect(try await !fixture.store.shareProject(ada.id, eve.id))
            #expect(try await !fixture.store.shareProject(eve.id, ada.id))
            #expect(try await !fixture.store.shareProject(ada.id, 99))
            try await fixture.store.setRole(.read, of: eve.id, in: project.number, at: fixture.now)
            #expect(try await fixture.store.shareProject(ada.id, eve.id))
            #expect(try await fixture.store.shareProject(eve.id, ada.id))
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(try await !fixture.store.shareProject(ada.id, eve.id))
        },
    ]
}
