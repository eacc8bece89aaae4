import Foundation
import PerfseeSDK
import Testing

@Suite("Delivery streams", .timeLimit(.minutes(1)))
struct DeliveryChangesTests {
    private static let quick = Reconnection(first: .milliseconds(1), longest: .milliseconds(2))

    private static func changes(_ server: ScriptedServer) throws -> DeliveryChanges.AsyncIterator {
        try PerfseeClient(baseURL: server.url, token: "psee_test")
            .deliveryChanges(of: "a/b", reconnection: quick).makeAsyncIterator()
    }

    private static func event(_ id: String, _ state: String = "delivered") -> String {
        """
        id: \(id)
        event: delivery
        data: {"id":"u-\(id)","event":1,"eventType":"a:b","webhook":1,"state":"\(state)","attemptCount":1,
        data: "nextAttemptAt":null,"createdAt":"2026-01-02T03:04:05.678Z","updatedAt":"2026-01-02T03:04:05.678Z"}


        """
    }

    private static func id(of change: DeliveryChange?) -> String? {
        guard case .delivery(let delivery) = change else { return nil }
        return delivery.id
    }

    private static func stream(_ text: String) -> ScriptedServer.Answer {
        ScriptedServer.Answer(headers: ["Content-Type": "text/event-stream"], body: text)
    }

    private static func problem(_ status: Int) -> ScriptedServer.Answer {
        ScriptedServer.Answer(status: status, body: #"{"status":\#(status),"detail":"It is refused."}"#)
    }

    @Test("A stream begins with a reset, and continues after the last change when the connection breaks")
    func goesOn() async throws {
        let answers = [
            Self.stream(": \n\n" + Self.event("1")), Self.problem(503), .init(hangsUp: true),
            Self.stream(Self.event("2")),
        ]
        try await ScriptedServer.run(answers) { server in
            var changes = try Self.changes(server)
            #expect(try await changes.next() == .reset)
            for id in ["1", "2"] {
                let change = try await changes.next()
                #expect(Self.id(of: change) == "u-\(id)")
            }
            let request = try #require(server.requests.first)
            #expect(request.target == "/api/v1/projects/a%2Fb/deliveries/stream")
            #expect(request.headers["accept"] == "text/event-stream")
            #expect(request.headers["authorization"] == "Bearer psee_test")
            #expect(server.requests.map { $0.headers["last-event-id"] } == [nil, "1", "1", "1"])
        }
    }

    @Test("A stream reports the server's resets, skips unknown events, and resets if it cannot continue")
    func resets() async throws {
        let answers = [
            Self.stream("event: news\ndata: {}\n\n"), Self.stream("event: reset\ndata: {}\n\n" + Self.event("1")),
        ]
        try await ScriptedServer.run(answers) { server in
            var changes = try Self.changes(server)
            for _ in 0..<3 { #expect(try await changes.next() == .reset) }
            #expect(try await changes.next() != .reset)
        }
    }

    @Test("A refused stream ends with the problem's sentence, immediately or later", arguments: [401, 403, 404])
    func refused(status: Int) async throws {
        for answers in [[Self.problem(status)], [Self.stream(""), Self.problem(status)]] {
            try await ScriptedServer.run(answers) { server in
                var changes = try Self.changes(server)
                if answers.count > 1 { #expect(try await changes.next() == .reset) }
                let error = await #expect(throws: PerfseeClientError.self) { try await changes.next() }
                #expect(error?.description == "It is refused.")
                #expect(server.requests.count == answers.count)
            }
        }
    }

    @Test("A missing server or stream is reported immediately")
    func noServer() async throws {
        let hangsUp = ScriptedServer.Answer(hangsUp: true)
        for (answer, end) in [(hangsUp, "."), (.init(), "Is it a Perfsee server?")] {
            try await ScriptedServer.run([answer]) { server in
                var changes = try Self.changes(server)
                let error = await #expect(throws: PerfseeClientError.self) { try await changes.next() }
                #expect(error?.description.hasSuffix(end) == true)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("A stream ends at an undecodable event")
    func unreadable() async throws {
        let long = "data: " + String(repeating: "x", count: 70_000)
        for text in ["event: delivery\ndata: {}\n\n", long] {
            try await ScriptedServer.run([Self.stream(text)]) { server in
                var changes = try Self.changes(server)
                #expect(try await changes.next() == .reset)
                let error = await #expect(throws: PerfseeClientError.self) { try await changes.next() }
                #expect(error?.description.contains("can't be read") == true)
            }
        }
    }

    @Test(
        "A filter includes exactly the deliveries that the filtered list would",
        arguments: [
            (DeliveryFilter(), true), (DeliveryFilter(webhook: 1), true), (DeliveryFilter(webhook: 2), false),
            (DeliveryFilter(state: "failed"), true), (DeliveryFilter(state: "pending"), false),
            (DeliveryFilter(eventType: "a:b"), true), (DeliveryFilter(eventType: "a"), false),
            (DeliveryFilter(eventType: "a:*"), true), (DeliveryFilter(eventType: "x, *:b"), true),
            (DeliveryFilter(eventType: "*a*b*"), true), (DeliveryFilter(eventType: "a:b*b"), false),
            (DeliveryFilter(eventType: "b*"), false), (DeliveryFilter(eventType: " , "), false),
            (DeliveryFilter(since: Date(timeIntervalSinceReferenceDate: 9)), true),
            (DeliveryFilter(since: Date(timeIntervalSinceReferenceDate: 10)), false),
            (DeliveryFilter(until: Date(timeIntervalSinceReferenceDate: 9)), false),
        ])
    func filter(filter: DeliveryFilter, includes: Bool) throws {
        let json =
            #"{"id":"u","event":1,"eventType":"a:b","webhook":1,"state":"failed","attemptCount":1,"createdAt":9}"#
        let delivery = try JSONDecoder().decode(Delivery.self, from: Data(json.utf8))
        #expect(filter.includes(delivery) == includes)
    }
}
