import Domain
import Storage
import Testing

extension StoreCheck {
    static let projects: [StoreCheck] = [
        StoreCheck("a project is found by its slug and by its number") { bed in
            let made = try await bed.project("perfsee", isPublic: true, baseline: "/^main$/")
            #expect(try await bed.store.project("perfsee") == made)
            #expect(try await bed.store.project(number: made.number) == made)
            #expect(made.isPublic && made.baselineBranch == "/^main$/" && made.createdAt == bed.now)
            #expect(try await bed.store.project("another") == nil)
        },
        StoreCheck("a slug is refused while it is, and after it was, another project's") { bed in
            let made = try await bed.project()
            let first = try await refusal { try await bed.project() }
            guard case .conflict(field: "id", _) = first else { throw UnexpectedReply(description: "\(first as Any)") }
            #expect(try await bed.store.deleteProject(made.number, at: bed.now))
            while try await !bed.store.erase(limit: 100).isDone {}
            #expect(try await refusal { try await bed.project() } != nil)
        },
        StoreCheck("a change leaves the fields that it does not name") { bed in
            let made = try await bed.project()
            var changes = ProjectChanges()
            changes.name = "renamed"
            changes.isPublic = true
            let changed = try await bed.store.updateProject(made.number, changes, at: bed.now)
            var expected = made
            expected.name = "renamed"
            expected.isPublic = true
            #expect(changed == expected)
            #expect(try await bed.store.project("perfsee") == expected)
            #expect(try await bed.store.updateProject(made.number + 1, changes, at: bed.now) == nil)
        },
        StoreCheck("an account is shown its own and public projects, an administrator all, newest first") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let hidden = try await bed.project("hidden")
            let own = try await bed.project("own")
            let open = try await bed.project("open", isPublic: true)
            try await bed.store.setRole(.read, of: account.id, in: own.number, at: bed.now)
            let seen = try await bed.store.projects(visibleTo: account.id, before: nil, limit: 10)
            #expect(seen == [open, own])
            let all = try await bed.store.projects(visibleTo: nil, before: nil, limit: 10)
            #expect(all == [open, own, hidden])
            #expect(try await bed.store.projects(visibleTo: nil, before: open.number, limit: 1) == [own])
        },
        StoreCheck("a role is given, changed and taken away") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let project = try await bed.project()
            var before: Access.Role?
            for role in [Access.Role.read, .admin, nil, nil] {
                #expect(try await bed.store.setRole(role, of: account.id, in: project.number, at: bed.now) == before)
                #expect(try await bed.store.role(of: account.id, in: project.number) == role)
                before = role
            }
        },
        StoreCheck("only an account that is there is given a role") { bed in
            let admin = NewAccount(name: "root", isInstanceAdmin: true)
            _ = try await bed.store.createAccount(admin, at: bed.now)
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let project = try await bed.project()
            #expect(try await bed.store.removeAccount(account.id))
            for gone in [account.id, account.id + 1, 0] {
                let refused = try await refusal {
                    try await bed.store.setRole(.read, of: gone, in: project.number, at: bed.now)
                }
                #expect(refused == .notFound)
                #expect(try await bed.store.member(gone, of: project.number) == nil)
                #expect(try await bed.store.setRole(nil, of: gone, in: project.number, at: bed.now) == nil)
            }
        },
        StoreCheck(
            "a project is in sight of members, of instance admins, of all if it is public, and of its own tokens"
        ) { bed in
            let ada = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let eve = try await bed.store.createAccount(NewAccount(name: "eve"), at: bed.now)
            let shop = try await bed.project("shop")
            let open = try await bed.project("open", isPublic: true)
            try await bed.store.setRole(.admin, of: ada.id, in: shop.number, at: bed.now)
            for (account, isInstanceAdmin, only) in [
                (ada.id, false, nil), (ada.id, false, shop.number), (ada.id, false, open.number), (eve.id, false, nil),
                (eve.id, true, nil), (eve.id, true, open.number), (0, false, nil),
            ] as [(Account.ID, Bool, Project.Number?)] {
                let access = Access(isInstanceAdmin: isInstanceAdmin, scopes: [.admin], onlyProject: only)
                for project in [shop, open] {
                    let role = try await bed.store.role(of: account, in: project.number)
                    let isHidden = access.verdict(on: .read, in: project, role: role) == .hidden
                    let found = try await bed.store.project(project.id, visibleTo: account, with: access)
                    #expect(found == (isHidden ? nil : ProjectInSight(project: project, role: role)))
                }
                #expect(try await bed.store.project("none", visibleTo: account, with: access) == nil)
            }
        },
        StoreCheck("a deleted project is hidden at once, with its webhooks and the tokens narrowed to it") { bed in
            let account = try await bed.store.createAccount(NewAccount(name: "ada"), at: bed.now)
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            let token = NewToken(account: account.id, name: "ci", scopes: [.upload], project: project.number)
            _ = try await bed.store.createToken(token, hash: [1, 2, 3], at: bed.now, once: nil)
            #expect(try await bed.store.deleteProject(project.number, at: bed.now))
            #expect(try await bed.store.deleteProject(project.number, at: bed.now) == false)
            #expect(try await bed.store.project("perfsee") == nil)
            let all = Access(isInstanceAdmin: true, scopes: [.admin], onlyProject: nil)
            #expect(try await bed.store.project("perfsee", visibleTo: account.id, with: all) == nil)
            #expect(try await bed.store.project(number: project.number) == nil)
            #expect(try await bed.store.projects(visibleTo: nil, before: nil, limit: 10).isEmpty)
            #expect(try await bed.store.target(webhook.id) == nil)
            #expect(try await bed.store.authenticate(hash: [1, 2, 3], at: bed.now) == nil)
            #expect(try await refusal { try await bed.publish(in: project) } == .notFound)
            #expect(try await refusal { try await bed.webhook(in: project) } == .notFound)
        },
    ]
}
