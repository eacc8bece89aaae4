import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The cause of an event")
struct EventCauseTests {
    private static let delivery = "2b0c5a52-6f0c-4c9e-9c39-0d6a6b0f7b11"
    private static let event = #"{"eventType":"own:next","payload":{}}"#

    private static func publish(
        _ fixture: ServerFixture, _ delivery: String?, _ depth: String?
    ) async throws -> Answer {
        var headers: HTTPFields = [:]
        headers[EventCause.deliveryHeader] = delivery
        headers[EventCause.depthHeader] = depth
        return try await fixture.send(
            .post, "projects/shop/events", as: "mia-publish", json: event, headers: headers)
    }

    private static func depth(_ fixture: ServerFixture) async throws -> Int? {
        let shop = try #require(try await fixture.store.project("shop"))
        return try await fixture.store.events(in: shop.number, eventType: nil, before: nil, limit: 1).first?.body.depth
    }

    @Test(
        "An event's depth is one more than that of the delivery that the request carries",
        arguments: [
            (nil, nil, 0), (delivery, nil, 1), (delivery, "0", 1), (delivery, "1", 2), (delivery, "4", 5),
            (delivery.uppercased(), "004", 5), (nil, "3", 0), (nil, "x", 0),
        ])
    func depth(delivery: String?, header: String?, depth: Int) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await Self.publish(fixture, delivery, header)
            #expect(answer.status == 202, "\(answer.text)")
            #expect(try await Self.depth(fixture) == depth)
        }
    }

    @Test(
        "A cause that is too deep or malformed is refused by name, and nothing is written",
        arguments: [
            (delivery, "5", "X-Perfsee-Depth"), (delivery, "6", "X-Perfsee-Depth"),
            (delivery, "99999999999999999999999", "X-Perfsee-Depth"), (delivery, "-1", "X-Perfsee-Depth"),
            (delivery, "+1", "X-Perfsee-Depth"), (delivery, "1.0", "X-Perfsee-Depth"),
            (delivery, "", "X-Perfsee-Depth"),
            (delivery, "1, 2", "X-Perfsee-Depth"), (delivery, "\u{661}", "X-Perfsee-Depth"),
            ("", "1", "X-Perfsee-Delivery"), ("x", nil, "X-Perfsee-Delivery"),
            (delivery + ", " + delivery, nil, "X-Perfsee-Delivery"), ("{\(delivery)}", nil, "X-Perfsee-Delivery"),
        ])
    func refused(delivery: String, header: String?, field: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            let answer = try await Self.publish(fixture, delivery, header)
            #expect(answer.status == 422 && answer.faults == [field], "\(answer.text)")
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("The thousand and first event that goes back to one is a 422 that names the header")
    func tooMany() async throws {
        try await ServerFixture.with { fixture async throws in
            let shop = try #require(try await fixture.store.project("shop"))
            let id = try #require(DeliveryID(Self.delivery))
            let type = EventType(stored: "own:next")
            let event = NewEvent(
                owner: .project(shop.number), eventType: type,
                body: EventBody(eventType: type, payload: "{}".utf8), cause: EventCause(delivery: id, depth: 1))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1..<EventCause.maximumEvents {
                    group.addTask { _ = try await fixture.store.accept(event, at: fixture.time.now(), once: nil) }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.publish(fixture, Self.delivery, nil).status == 202)
            let answer = try await Self.publish(fixture, Self.delivery, nil)
            #expect(answer.status == 422 && answer.faults == ["X-Perfsee-Delivery"], "\(answer.text)")
            #expect(try await Self.publish(fixture, nil, nil).status == 202)
        }
    }

    @Test("A delivery leads only to an event: it cannot ping, redeliver, upload or create anything")
    func nothingElse() async throws {
        try await ServerFixture.with { fixture async throws in
            let webhook = try await fixture.makeWebhook()
            _ = try await fixture.post("projects/shop/events", Self.event)
            let deliveries = try await fixture.get("projects/shop/deliveries")
            let id = try #require(deliveries["items"]?.items.first?["id"]?.string)
            let before = try await fixture.everything()
            let paths = [
                "projects/shop/webhooks/\(webhook)/ping", "projects/shop/deliveries/\(id)/redeliver",
                ServerFixture.upload,
                "projects/shop/webhooks", "projects/shop/webhooks/\(webhook)/replays", "tokens",
            ]
            for path in paths {
                let answer = try await fixture.send(
                    .post, path, json: path == ServerFixture.upload ? Self.event : nil,
                    headers: [EventCause.deliveryHeader: Self.delivery])
                #expect(answer.status == 422 && answer.faults == ["X-Perfsee-Delivery"], "\(path): \(answer.text)")
                let stranger = try await fixture.send(
                    .post, path, as: nil, headers: [EventCause.deliveryHeader: Self.delivery])
                #expect(stranger.status == 401)
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test(
        "A custom type with the header of one of Perfsee's own is refused, whoever publishes it",
        arguments: [
            "bundle-finished", "lab-snapshot-completed", "lab-snapshot:completed", "lab:snapshot:completed",
            "lab-snapshot-report-completed", "source-finished", "bundle-budget-exceeded", "bundle:budget:exceeded",
            "bundle-accepted", "bundle-compared", "bundle:budget:recovered",
        ])
    func imitations(type: String) async throws {
        try await ServerFixture.with { fixture async throws in
            for token in ["mia-publish", "mia", "root"] {
                let answer = try await fixture.post(
                    "projects/shop/events", #"{"eventType":"\#(type)","payload":{}}"#, as: token)
                #expect(answer.status == 422 && answer.faults == ["eventType"], "\(answer.text)")
            }
        }
    }

    @Test("Perfsee's own types, including planned ones, require the admin scope; other types are custom ones")
    func ownTypes() async throws {
        try await ServerFixture.with { fixture async throws in
            func publish(_ type: String, as token: String) async throws -> Int {
                try await fixture.post(
                    "projects/shop/events", #"{"eventType":"\#(type)","payload":{}}"#, as: token
                ).status
            }
            for type in ["bundle:finished", "source:finished", "bundle:budget-exceeded", "bundle:accepted"] {
                #expect(try await publish(type, as: "mia-publish") == 403)
                #expect(try await publish(type, as: "mia") == 202)
            }
            for type in ["bundle_finished", "bundle.finished", "bundle-finished-2", "own:bundle-finished", "pings"] {
                #expect(try await publish(type, as: "mia-publish") == 202, "\(type)")
            }
        }
    }
}
