import Domain
import Storage
import Testing

extension StoreCheck {
    static let projects: [StoreCheck] = [
        StoreCheck("a project is found by its slug and by its number") { fixture in
            let made = try await fixture.project("perfsee", isPublic: true, baseline: "/^main$/")
            #expect(try await fixture.store.project("perfsee") == made)
            #expect(try await fixture.store.project(number: made.number) == made)
            #expect(made.isPublic && made.baselineBranch == "/^main$/" && made.createdAt == fixture.now)
            #expect(try await fixture.store.project("another") == nil)
        },
        StoreCheck("a slug is refused while it is, and after it was, another project's") { fixture in
            let made = try await fixture.project()
            let first = try await refusal { try await fixture.project() }
            #expect(first == .conflict(.slugTaken(slug: made.id)))
            #expect(try await fixture.store.deleteProject(made.number, at: fixture.now))
            while try await !fixture.store.erase(limit: 100).isDone {}
            #expect(try await refusal { try await fixture.project() } == first)
        },
        StoreCheck("a project can have its first admin from the start, if that account is there") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            var new = NewProject(id: "shop", host: .github, namespace: "a", name: "shop", firstAdmin: ada.id)
            let shop = try await fixture.store.createProject(new, at: fixture.now, once: nil).value
            #expect(try await fixture.store.role(of: ada.id, in: shop.number) == .admin)
            new.id = "cart"
            new.firstAdmin = ada.id + 99
            let orphan = new
            await #expect(throws: StoreError.notFound) {
                try await fixture.store.createProject(orphan, at: fixture.now, once: nil)
            }
            #expect(try await fixture.store.project("cart") == nil)
        },
        StoreCheck("the server's settings have their defaults until they are set, and keep the last") { fixture in
            #expect(try await fixture.store.instanceSettings() == InstanceSettings())
            for creators in [ProjectCreators.everyone, .administrators, .everyone] {
                try await fixture.store.setInstanceSettings(InstanceSettings(projectCreators: creators))
                #expect(try await fixture.store.instanceSettings().projectCreators == creators)
            }
        },
        StoreCheck("a change leaves the fields that it does not name") { fixture in
            let made = try await fixture.project()
            var changes = ProjectChanges()
            changes.name = "renamed"
            changes.isPublic = true
            let changed = try await fixture.store.updateProject(made.number, changes, at: fixture.now)
            var expected = made
            expected.name = "renamed"
            expected.isPublic = true
            #expect(changed == expected)
            #expect(try await fixture.store.project("perfsee") == expected)
            #expect(try await fixture.store.updateProject(made.number + 1, changes, at: fixture.now) == nil)
        },
        StoreCheck("an account is shown its own and public projects, an administrator all, newest first") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let hidden = try await fixture.project("hidden")
            let own = try await fixture.project("own")
            let open = try await fixture.project("open", isPublic: true)
            try await fixture.store.setRole(.read, of: account.id, in: own.number, at: fixture.now)
            let seen = try await fixture.store.projects(visibleTo: account.id, before: nil, limit: 10)
            #expect(seen == [open, own])
            let all = try await fixture.store.projects(visibleTo: nil, before: nil, limit: 10)
            #expect(all == [open, own, hidden])
            #expect(try await fixture.store.projects(visibleTo: nil, before: open.number, limit: 1) == [own])
        },
        StoreCheck("a role is given, changed and taken away") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            var before: Access.Role?
            for role in [Access.Role.read, .admin, nil, nil] {
                #expect(
                    try await fixture.store.setRole(role, of: account.id, in: project.number, at: fixture.now) == before
                )
                #expect(try await fixture.store.role(of: account.id, in: project.number) == role)
                before = role
            }
        },
        StoreCheck("only an account that is there is given a role") { fixture in
            let admin = NewAccount(name: "root", isInstanceAdmin: true)
            _ = try await fixture.store.createAccount(admin, at: fixture.now)
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            #expect(try await fixture.store.removeAccount(account.id))
            for gone in [account.id, account.id + 1, 0] {
                let refused = try await refusal {
                    try await fixture.store.setRole(.read, of: gone, in: project.number, at: fixture.now)
                }
                #expect(refused == .notFound)
                #expect(try await fixture.store.member(gone, of: project.number) == nil)
                #expect(try await fixture.store.setRole(nil, of: gone, in: project.number, at: fixture.now) == nil)
            }
        },
        StoreCheck(
            "a project is in sight of members, of instance admins, of all if it is public, and of its own tokens"
        ) { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let eve = try await fixture.store.createAccount(NewAccount(name: "eve"), at: fixture.now)
            let shop = try await fixture.project("shop")
            let open = try await fixture.project("open", isPublic: true)
            try await fixture.store.setRole(.admin, of: ada.id, in: shop.number, at: fixture.now)
            for (account, isInstanceAdmin, only) in [
                (ada.id, false, nil), (ada.id, false, shop.number), (ada.id, false, open.number), (eve.id, false, nil),
                (eve.id, true, nil), (eve.id, true, open.number), (0, false, nil),
            ] as [(Account.ID, Bool, Project.Number?)] {
                let access = Access(isInstanceAdmin: isInstanceAdmin, scopes: [.admin], onlyProject: only)
                for project in [shop, open] {
                    let role = try await fixture.store.role(of: account, in: project.number)
                    let isHidden = access.verdict(on: .read, in: project, role: role) == .hidden
                    let found = try await fixture.store.project(project.id, visibleTo: account, with: access)
                    #expect(found == (isHidden ? nil : ProjectInSight(project: project, role: role)))
                }
                #expect(try await fixture.store.project("none", visibleTo: account, with: access) == nil)
            }
        },
        StoreCheck("a deleted project is hidden at once, with its webhooks and the tokens narrowed to it") { fixture in
            let account = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let token = NewToken(account: account.id, name: "ci", scopes: [.upload], project: project.number)
            _ = try await fixture.store.createToken(token, hash: [1, 2, 3], at: fixture.now, once: nil)
            #expect(try await fixture.store.deleteProject(project.number, at: fixture.now))
            #expect(try await fixture.store.deleteProject(project.number, at: fixture.now) == false)
            #expect(try await fixture.store.project("perfsee") == nil)
            let all = Access(isInstanceAdmin: true, scopes: [.admin], onlyProject: nil)
            #expect(try await fixture.store.project("perfsee", visibleTo: account.id, with: all) == nil)
            #expect(try await fixture.store.project(number: project.number) == nil)
            #expect(try await fixture.store.projects(visibleTo: nil, before: nil, limit: 10).isEmpty)
            #expect(try await fixture.store.target(webhook.id) == nil)
            #expect(try await fixture.store.authenticate(hash: [1, 2, 3], at: fixture.now) == nil)
            #expect(try await refusal { try await fixture.publish(in: project) } == .notFound)
            #expect(try await refusal { try await fixture.webhook(in: project) } == .notFound)
        },
    ]
}
