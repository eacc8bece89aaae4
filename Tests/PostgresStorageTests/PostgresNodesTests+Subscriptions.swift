import Domain
import Storage
import TestSupport
import Testing

extension PostgresNodesTests {
    @Test("A webhook subscription made on one node applies to the next event on another")
    func subscriptions() async throws {
        try await with { here, there in
            let project = try await here.project()
            #expect(try await there.publish(in: project).deliveries == 0)
            let webhook = try await here.webhook(in: project)
            #expect(try await there.publish(in: project).deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await here.store.updateWebhook(webhook.id, in: project.number, changes, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            try await here.disable(webhook, in: project)
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            _ = try await here.store.deleteProject(project.number, at: here.now)
            #expect(try await refusal { try await there.publish(in: project) } == .notFound)
        }
    }

    @Test("What an application joins, leaves, and subscribes to on one node applies to the next event on another")
    func applications() async throws {
        try await with { here, there in
            let project = try await here.project()
            let application = try await here.store.createApplication(name: "robot", at: here.now, once: nil).value
            let owner = WebhookOwner.application(application.id)
            #expect(try await there.publish(in: project).deliveries == 0)
            try await here.store.setRole(.read, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            let webhook = try await here.store.createWebhook(.plain, in: owner, at: here.now, once: nil).value
            #expect(try await there.publish(in: project).deliveries == 1)
            let ping = NewEvent(
                owner: owner, eventType: .ping, body: EventBody(eventType: .ping, payload: "{}".utf8), only: webhook.id)
            #expect(try await there.store.accept(ping, at: there.now, once: nil).value.deliveries == 1)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await here.store.updateWebhook(webhook.id, in: owner, changes, at: here.now)
            #expect(try await there.publish(in: project).deliveries == 0)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            try await here.store.setRole(nil, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            try await here.store.setRole(.read, of: application.id, in: project.number, at: here.now)
            #expect(try await there.publish("lab:done", in: project).deliveries == 1)
            #expect(try await here.store.deleteApplication(application.id, at: here.now))
            #expect(try await there.publish("lab:done", in: project).deliveries == 0)
            #expect(try await refusal { try await there.store.accept(ping, at: there.now, once: nil) } == .notFound)
        }
    }

    @Test("No delivery stays pending for a former member while memberships and webhooks change")
    func churn() async throws {
        try await with { here, there in
            let projects = [try await here.project("one"), try await here.project("two")]
            var applications: [Account] = []
            for name in ["a", "b", "c"] {
                let application = try await here.store.createApplication(name: name, at: here.now, once: nil).value
                _ = try await here.store.createWebhook(
                    .plain, in: .application(application.id), at: here.now, once: nil)
                applications.append(application)
            }
            try await withThrowingTaskGroup(of: Void.self) { [applications] group in
                for application in applications {
                    for (fixture, project) in zip([here, there], projects) {
                        group.addTask {
                            for turn in 0..<12 {
                                let role: Access.Role? = turn.isMultiple(of: 2) ? .read : nil
                                try await fixture.store.setRole(
                                    role, of: application.id, in: project.number, at: fixture.now)
                            }
                        }
                    }
                    group.addTask {
                        let owner = WebhookOwner.application(application.id)
                        for _ in 0..<8 {
                            let new = try await there.store.createWebhook(.plain, in: owner, at: there.now, once: nil)
                            _ = try await there.store.deleteWebhook(new.value.id, in: owner, at: there.now)
                        }
                    }
                }
                for fixture in [here, there] {
                    for project in projects {
                        group.addTask { for _ in 0..<25 { try await fixture.publish(in: project) } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await here.store.counts(at: here.now).pending == 0)
        }
    }
}
