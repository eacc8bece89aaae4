import Domain
import Storage
import Testing

extension StoreCheck {
    static let accepting: [StoreCheck] = [
        StoreCheck("an event gets one pending delivery, due now, for each webhook whose expression matches") {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let all = try await fixture.webhook(in: project)
            let bundles = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://a.example.com", eventType: "bundle:*"))
            _ = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://b.example.com", eventType: "lab:*"))
            _ = try await fixture.webhook(in: other)
            let accepted = try await fixture.publish(in: project)
            let deliveries = try await fixture.deliveries(in: project)
            #expect(accepted.deliveries == 2)
            #expect(Set(deliveries.map(\.webhook)) == [all.id, bundles.id])
            #expect(deliveries.contains { $0.id == accepted.firstDelivery })
            for delivery in deliveries {
                #expect(delivery.state == .pending && delivery.nextAttemptAt == fixture.now)
                #expect(delivery.event == accepted.event && delivery.eventType.text == "bundle:finished")
                #expect(
                    delivery.attemptCount == 0 && delivery.createdAt == fixture.now && delivery.updatedAt == fixture.now
                )
            }
            #expect(try await fixture.deliveries(in: other).isEmpty)
        },
        StoreCheck("an event's body is stored byte for byte") { fixture in
            let project = try await fixture.project()
            let payload = #"{ "z":1.0e0, "a":"\u00e9 é \u2028","z":2 }"#
            let accepted = try await fixture.publish("my:own.type_1", in: project, payload: payload)
            let body = try #require(try await fixture.store.body(of: accepted.event))
            #expect(
                String(decoding: body.bytes, as: UTF8.self) == #"{"eventType":"my:own.type_1","payload":"# + payload
                    + "}")
            let event = try #require(try await fixture.store.event(accepted.event, in: project.number))
            #expect(event.body == body && event.createdAt == fixture.now && event.eventType.text == "my:own.type_1")
            #expect(Array(event.body.payload(of: event.eventType)) == Array(payload.utf8))
        },
        StoreCheck("an event that nobody wants is kept all the same") { fixture in
            let project = try await fixture.project()
            let accepted = try await fixture.publish(in: project)
            #expect(accepted.deliveries == 0 && accepted.firstDelivery == nil)
            #expect(try await fixture.store.event(accepted.event, in: project.number) != nil)
        },
        StoreCheck("an event that matches a disabled webhook is skipped for it and does not count") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.disable(webhook, in: project)
            let accepted = try await fixture.publish(in: project)
            #expect(accepted.deliveries == 0)
            let deliveries = try await fixture.deliveries(in: project)
            #expect(deliveries.map(\.state) == [.skipped] && deliveries.first?.nextAttemptAt == nil)
        },
        StoreCheck("what a webhook subscribes to holds from the next event on") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            var changes = WebhookChanges()
            changes.eventType = "lab:*"
            _ = try await fixture.store.updateWebhook(webhook.id, in: project.number, changes, at: fixture.now)
            #expect(try await fixture.publish(in: project).deliveries == 0)
            #expect(try await fixture.publish("lab:snapshot-completed", in: project).deliveries == 1)
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            #expect(try await fixture.publish("lab:snapshot-completed", in: project).deliveries == 0)
        },
        StoreCheck("a ping goes to its one webhook, whatever its expression, also while it is disabled") { fixture in
            let project = try await fixture.project()
            let tested = try await fixture.webhook(
                in: project, WebhookSettings(url: "https://a.example.com", eventType: "", isEnabled: false))
            _ = try await fixture.webhook(in: project)
            let accepted = try await fixture.ping(tested, in: project)
            let deliveries = try await fixture.deliveries(in: project)
            #expect(accepted.deliveries == 1 && deliveries.map(\.id) == [accepted.firstDelivery])
            #expect(deliveries.first?.webhook == tested.id && deliveries.first?.state == .pending)
            #expect(try await fixture.claimOne(tested).eventType == .ping)
        },
        StoreCheck("a ping to a webhook that is gone, or another project's, is refused and leaves no event") {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            let foreign = try await fixture.webhook(in: other)
            #expect(try await refusal { try await fixture.ping(foreign, in: project) } == .notFound)
            let events = try await fixture.store.events(in: project.number, eventType: nil, before: nil, limit: 10)
            #expect(events.isEmpty)
        },
        StoreCheck("events are listed by when they happened, and tell how many deliveries of the project they have") {
            fixture in
            let project = try await fixture.project()
            var ids: [Event.ID] = []
            for second in 0..<3 {
                ids.append(
                    try await fixture.publish("a", in: project, at: fixture.now + .seconds(second)).event)
            }
            // Two webhooks hear of the last two events, one of which happens in the same millisecond as another.
            let webhooks = [try await fixture.webhook(in: project), try await fixture.webhook(in: project)]
            for _ in 0..<2 {
                ids.append(try await fixture.publish("b", in: project, at: fixture.now + .seconds(3)).event)
            }
            func events(_ filter: EventFilter, _ limit: Int = 9) async throws -> [Event] {
                try await fixture.store.events(in: project.number, matching: filter, before: nil, limit: limit)
            }
            let since = fixture.now + .seconds(1), until = fixture.now + .seconds(3)
            #expect(try await events(EventFilter(since: since)).map(\.id) == Array(ids[1...].reversed()))
            #expect(try await events(EventFilter(since: since, until: until)).map(\.id) == [ids[2], ids[1]])
            #expect(try await events(EventFilter(until: until), 1).map(\.id) == [ids[2]])
            let type = EventTypeExpression("b")
            #expect(try await events(EventFilter(eventType: type, until: until)).isEmpty)
            let leased = try await fixture.claimOne(webhooks[0], at: until)
            try await fixture.record(leased, .failed, at: until)
            let all = try await events(EventFilter())
            let counts = try await fixture.store.deliveryCounts(of: all, in: project.number)
            let other = leased.event == ids[3] ? ids[4] : ids[3]
            #expect(counts == [leased.event: [.failed: 1, .pending: 1], other: [.pending: 2]])
            #expect(try await fixture.store.deliveryCounts(of: [], in: project.number).isEmpty)
        },
        StoreCheck("events are listed newest first, by type and a page at a time") { fixture in
            let project = try await fixture.project()
            let first = try await fixture.publish("a", in: project).event
            let second = try await fixture.publish("b", in: project).event
            let third = try await fixture.publish("a", in: project).event
            func ids(_ type: String?, _ before: Event.ID?, _ limit: Int) async throws -> [Event.ID] {
                try await fixture.store.events(
                    in: project.number, eventType: type.map { EventTypeExpression($0) }, before: before, limit: limit
                ).map(
                    \.id)
            }
            #expect(try await ids(nil, nil, 10) == [third, second, first])
            #expect(try await ids("a", nil, 10) == [third, first])
            #expect(try await ids("b*, c", nil, 10) == [second])
            #expect(try await ids("c,b,a", nil, 10) == [third, second, first])
            #expect(try await ids("*", nil, 2) == [third, second])
            #expect(try await ids(",", nil, 10).isEmpty)
            #expect(try await ids(nil, third, 1) == [second])
            #expect(try await fixture.store.event(first, in: fixture.project("other").number) == nil)
        },
    ]
}
