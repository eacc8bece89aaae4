import Domain
import Storage
import Testing

extension StoreCheck {
    static let accepting: [StoreCheck] = [
        StoreCheck("an event gets one pending delivery, due now, for each webhook whose expression matches") { bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            let all = try await bed.webhook(in: project)
            let bundles = try await bed.webhook(
                in: project, WebhookSettings(url: "https://a.example.com", eventType: "bundle:*"))
            _ = try await bed.webhook(in: project, WebhookSettings(url: "https://b.example.com", eventType: "lab:*"))
            _ = try await bed.webhook(in: other)
            let accepted = try await bed.publish(in: project)
            let deliveries = try await bed.deliveries(in: project)
            #expect(accepted.deliveries == 2)
            #expect(Set(deliveries.map(\.webhook)) == [all.id, bundles.id])
            #expect(deliveries.contains { $0.id == accepted.firstDelivery })
            for delivery in deliveries {
                #expect(delivery.state == .pending && delivery.nextAttemptAt == bed.now)
                #expect(delivery.event == accepted.event && delivery.eventType.text == "bundle:finished")
                #expect(delivery.attemptCount == 0 && delivery.createdAt == bed.now && delivery.updatedAt == bed.now)
            }
            #expect(try await bed.deliveries(in: other).isEmpty)
        },
        StoreCheck("an event's body is stored byte for byte") { bed in
            let project = try await bed.project()
            let payload = #"{ "z":1.0e0, "a":"\u00e9 é \u2028","z":2 }"#
            let accepted = try await bed.publish("my:own.type_1", in: project, payload: payload)
            let body = try #require(try await bed.store.body(of: accepted.event))
            #expect(
                String(decoding: body.bytes, as: UTF8.self) == #"{"eventType":"my:own.type_1","payload":"# + payload
                    + "}")
            let event = try #require(try await bed.store.event(accepted.event, in: project.number))
            #expect(event.body == body && event.createdAt == bed.now && event.eventType.text == "my:own.type_1")
            #expect(Array(event.body.payload(of: event.eventType)) == Array(payload.utf8))
        },
        StoreCheck("an event that nobody wants is kept all the same") { bed in
            let project = try await bed.project()
            let accepted = try await bed.publish(in: project)
            #expect(accepted.deliveries == 0 && accepted.firstDelivery == nil)
            #expect(try await bed.store.event(accepted.event, in: project.number) != nil)
        },
        StoreCheck("an event that matches a disabled webhook is skipped for it and does not count") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.disable(webhook, in: project)
            let accepted = try await bed.publish(in: project)
            #expect(accepted.deliveries == 0)
            let deliveries = try await bed.deliveries(in: project)
            #expect(deliveries.map(\.state) == [.skipped] && deliveries.first?.nextAttemptAt == nil)
        },
        StoreCheck("what a webhook subscribes to holds from the next event on") { bed in
            let project = try await bed.project()
            let webhook = try await bed.webhook(in: project)
            try await bed.publish(in: project)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await bed.store.updateWebhook(webhook.id, in: project.number, changes, at: bed.now)
            #expect(try await bed.publish(in: project).deliveries == 0)
            #expect(try await bed.publish("lab:snapshot-completed", in: project).deliveries == 1)
            _ = try await bed.store.deleteWebhook(webhook.id, in: project.number, at: bed.now)
            #expect(try await bed.publish("lab:snapshot-completed", in: project).deliveries == 0)
        },
        StoreCheck("a ping goes to its one webhook, whatever its expression, also while it is disabled") { bed in
            let project = try await bed.project()
            let tested = try await bed.webhook(
                in: project, WebhookSettings(url: "https://a.example.com", eventType: "", isEnabled: false))
            _ = try await bed.webhook(in: project)
            let accepted = try await bed.ping(tested, in: project)
            let deliveries = try await bed.deliveries(in: project)
            #expect(accepted.deliveries == 1 && deliveries.map(\.id) == [accepted.firstDelivery])
            #expect(deliveries.first?.webhook == tested.id && deliveries.first?.state == .pending)
            #expect(try await bed.claimOne(tested).eventType == .ping)
        },
        StoreCheck("a ping to a webhook that is gone, or another project's, is refused and leaves no event") { bed in
            let project = try await bed.project()
            let other = try await bed.project("other")
            let foreign = try await bed.webhook(in: other)
            #expect(try await refusal { try await bed.ping(foreign, in: project) } == .notFound)
            let events = try await bed.store.events(in: project.number, eventType: nil, before: nil, limit: 10)
            #expect(events.isEmpty)
        },
        StoreCheck("events are listed newest first, by type and a page at a time") { bed in
            let project = try await bed.project()
            let first = try await bed.publish("a", in: project).event
            let second = try await bed.publish("b", in: project).event
            let third = try await bed.publish("a", in: project).event
            func ids(_ type: String?, _ before: Event.ID?, _ limit: Int) async throws -> [Event.ID] {
                try await bed.store.events(in: project.number, eventType: type, before: before, limit: limit).map(\.id)
            }
            #expect(try await ids(nil, nil, 10) == [third, second, first])
            #expect(try await ids("a", nil, 10) == [third, first])
            #expect(try await ids(nil, third, 1) == [second])
            #expect(try await bed.store.event(first, in: bed.project("other").number) == nil)
        },
    ]
}
