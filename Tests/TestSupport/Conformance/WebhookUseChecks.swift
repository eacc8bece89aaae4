import Domain
import Storage
import Testing

extension StoreCheck {
    static let webhookUses: [StoreCheck] = [
        StoreCheck("a webhook is confirmed until it is changed, disabled, rotated or deleted") { fixture in
            let (store, project) = (fixture.store, try await fixture.project())
            var left = Set<WebhookUse>()
            let changes: [(Webhook) async throws -> Void] = [
                { webhook in
                    var changes = WebhookChanges()
                    changes.url = "https://elsewhere.example.com"
                    _ = try await store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
                },
                { webhook in
                    var changes = WebhookChanges()
                    changes.secret = .set("another secret")
                    _ = try await store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
                },
                { try await fixture.disable($0, in: project) },
                { _ = try await store.deleteWebhook($0.id, in: project.number, at: fixture.now) },
            ]
            for _ in changes {
                let leased = try await lease(try await fixture.webhook(in: project), in: project, fixture)
                left.insert(WebhookUse(leased))
            }
            #expect(try await store.current(left) == left)
            #expect(try await store.current([]) == [])
            for (use, change) in zip(left, changes) {
                let webhook = try #require(try await store.webhook(use.webhook, in: project.number))
                try await change(webhook)
                left.remove(use)
                #expect(try await store.current(left.union([use])) == left)
            }
        },
        StoreCheck("an application's webhook is confirmed for the projects that it is a member of, and for its pings") {
            fixture in
            let store = fixture.store
            let application = try await store.createApplication(name: "bot", at: fixture.now, once: nil).value
            let webhook = try await store.createWebhook(
                .plain, in: .application(application.id), at: fixture.now, once: nil
            ).value
            let projects = [try await fixture.project("kept"), try await fixture.project("left")]
            for project in projects {
                try await store.setRole(.read, of: application.id, in: project.number, at: fixture.now)
            }
            let ping = WebhookUse(webhook: webhook.id, revision: 1, project: "")
            let uses = ["kept", "left"].map { WebhookUse(webhook: webhook.id, revision: 1, project: $0) }
            let stranger = WebhookUse(webhook: webhook.id, revision: 1, project: "other")
            _ = try await fixture.project("other")
            let asked = Set(uses + [ping, stranger])
            #expect(try await store.current(asked) == Set(uses + [ping]))
            try await store.setRole(nil, of: application.id, in: projects[1].number, at: fixture.now)
            #expect(try await store.current(asked) == [uses[0], ping])
            _ = try await store.deleteProject(projects[0].number, at: fixture.now)
            #expect(try await store.current(asked) == [ping])
            _ = try await store.deleteApplication(application.id, at: fixture.now)
            #expect(try await store.current(asked) == [])
        },
    ]

    private static func lease(
        _ webhook: Webhook, in project: Project, _ fixture: StoreFixture
    ) async throws -> LeasedDelivery {
        try await fixture.publish(in: project)
        return try await fixture.claimOne(webhook)
    }
}

extension WebhookUse {
    fileprivate init(_ leased: LeasedDelivery) {
        self.init(webhook: leased.webhook, revision: leased.webhookRevision, project: leased.project)
    }
}
