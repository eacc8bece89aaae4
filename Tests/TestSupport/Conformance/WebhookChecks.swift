import Domain
import Storage
import Testing

extension StoreCheck {
    static let webhooks: [StoreCheck] = [
        StoreCheck("a webhook keeps every field that it is made with") { fixture in
            let project = try await fixture.project()
            let schedule = try #require(RetrySchedule([.seconds(1), .seconds(2), .seconds(3)]))
            let made = try await fixture.webhook(in: project, .full(schedule))
            #expect(made.url == "http://127.0.0.1:9/hook" && made.eventType.text == "bundle:*, lab:*")
            #expect(made.hasSecret && made.headerNames == ["Authorization", "X-Odd"])
            #expect(made.disabledReason == .manual && made.description == "mine")
            #expect(made.retrySchedule == schedule && made.timeout == .seconds(7) && made.maxConcurrency == 3)
            #expect(made.httpVersion == .http2)
            #expect(made.rateLimit == 11 && made.createdAt == fixture.now && made.updatedAt == fixture.now)
            #expect(made.health == .good && made.lastDelivery == nil)
            #expect(try await fixture.store.webhook(made.id, in: project.number) == made)
        },
        StoreCheck("the worker's view of a webhook has its secret and headers in clear") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project, .full(nil))
            let target = try #require(try await fixture.store.target(webhook.id))
            #expect(target.secrets == ["s3cret-🔑"])
            #expect(target.headers == WebhookSettings.full(nil).headers)
            #expect(target.schedule == nil && !target.isEnabled && target.timeout == .seconds(7))
            #expect(target.maxConcurrency == 3 && target.rateLimit == 11 && target.health == .good)
            #expect(target.httpVersion == .http2)
            #expect(try await fixture.store.target(webhook.id + 1) == nil)
        },
        StoreCheck("a change leaves what it does not name, and counts the revision up") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project, .full(RetrySchedule([.seconds(1)])))
            let before = try #require(try await fixture.store.target(webhook.id))
            var changes = WebhookChanges()
            changes.description = "new"
            let later = fixture.now + .seconds(1)
            let changed = try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: later)
            var expected = webhook
            expected.description = "new"
            expected.updatedAt = later
            #expect(changed == expected)
            let after = try #require(try await fixture.store.target(webhook.id))
            #expect(after.revision > before.revision && after.secrets == before.secrets)
            #expect(after.headers == before.headers && after.schedule == before.schedule)
        },
        StoreCheck("what can be taken away is taken away by null") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project, .full(RetrySchedule([.seconds(1)])))
            var changes = WebhookChanges()
            changes.secret = .set(nil)
            changes.retrySchedule = .set(nil)
            changes.rateLimit = .set(nil)
            changes.headers = []
            changes.httpVersion = .http1
            let changed = try #require(
                try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now))
            #expect(!changed.hasSecret && changed.retrySchedule == nil && changed.rateLimit == nil)
            #expect(changed.headerNames.isEmpty && changed.httpVersion == .http1)
            let target = try #require(try await fixture.store.target(webhook.id))
            #expect(target.secrets.isEmpty && target.headers.isEmpty && target.schedule == nil)
        },
        StoreCheck("a new secret replaces the old one without overlap") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project, .full(nil))
            var changes = WebhookChanges()
            changes.secret = .set("another")
            _ = try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
            #expect(try await fixture.store.target(webhook.id)?.secrets == ["another"])
        },
        StoreCheck("a webhook is another project's to nobody") { fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let webhook = try await fixture.webhook(in: project)
            #expect(try await fixture.store.webhook(webhook.id, in: other.number) == nil)
            #expect(
                try await fixture.store.updateWebhook(webhook.id, in: other.number, WebhookChanges(), at: fixture.now)
                    == nil)
            #expect(try await fixture.store.deleteWebhook(webhook.id, in: other.number, at: fixture.now) == false)
            #expect(try await fixture.store.webhook(webhook.id, in: project.number) != nil)
        },
        StoreCheck("webhooks are listed newest first, a page at a time, and ids are never used again") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.webhook(in: project)
            let second = try await fixture.webhook(in: project)
            #expect(try await fixture.store.webhooks(in: project.number, before: nil, limit: 10) == [second, first])
            #expect(try await fixture.store.webhooks(in: project.number, before: second.id, limit: 10) == [first])
            #expect(try await fixture.store.webhooks(in: project.number, before: nil, limit: 1) == [second])
            #expect(try await fixture.store.deleteWebhook(second.id, in: project.number, at: fixture.now))
            #expect(try await fixture.store.deleteWebhook(second.id, in: project.number, at: fixture.now) == false)
            #expect(try await fixture.webhook(in: project).id > second.id)
        },
        StoreCheck("a project has at most 100 webhooks") { fixture in
            let project = try await fixture.project()
            for _ in 0..<Webhook.maximumPerProject { _ = try await fixture.webhook(in: project) }
            let refused = try await refusal { try await fixture.webhook(in: project) }
            #expect(refused == .limit(.webhooks(of: .project, maximum: Webhook.maximumPerProject)))
            _ = try await fixture.webhook(in: fixture.project("other"))
        },
    ]
}

extension WebhookSettings {
    /// Settings in which every field differs from its default.
    static func full(_ schedule: RetrySchedule?) -> WebhookSettings {
        WebhookSettings(
            url: "http://127.0.0.1:9/hook", secret: "s3cret-🔑", eventType: "bundle:*, lab:*", isEnabled: false,
            description: "mine",
            headers: [
                Attempt.Header(name: "Authorization", value: "Bearer h1dden: yes"),
                Attempt.Header(name: "X-Odd", value: "\u{301} begins with a combining mark"),
            ],
            retrySchedule: schedule, timeout: .seconds(7), maxConcurrency: 3, rateLimit: 11,
            httpVersion: .http2)
    }
}
