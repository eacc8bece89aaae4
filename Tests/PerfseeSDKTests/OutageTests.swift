import PerfseeSDK
import Synchronization
import Testing

@Suite("What the API client says about outages", .timeLimit(.minutes(1)))
struct OutageTests {
    private final class Heard: Sendable {
        private let words = Mutex<[String]>([])

        func add(_ outage: Outage) {
            words.withLock { words in
                switch outage {
                case .waiting(let error): words.append("waiting: \(error)")
                case .over: words.append("over")
                }
            }
        }

        var all: [String] { words.withLock { $0 } }
    }

    private static let quick = RetryPolicy(waits: [.milliseconds(1), .milliseconds(1)])

    private static func client(_ server: ScriptedServer, _ heard: Heard) throws -> PerfseeClient {
        try PerfseeClient(baseURL: server.url, token: nil, retries: quick, proxy: nil) { heard.add($0) }
    }

    private static func publish(_ client: PerfseeClient) async throws {
        _ = try await client.publish("a", payload: Array("{}".utf8), to: "shop")
    }

    @Test("It says before each wait why it waits, and once that it goes on")
    func waits() async throws {
        let busy = ScriptedServer.Answer(status: 503, body: #"{"status":503,"detail":"Restarting."}"#)
        let taken = ScriptedServer.Answer(status: 202, body: #"{"id":1,"deliveries":0}"#)
        try await ScriptedServer.run([busy, busy, taken]) { server in
            let heard = Heard()
            try await Self.publish(Self.client(server, heard))
            #expect(heard.all == ["waiting: Restarting.", "waiting: Restarting.", "over"])
        }
        try await ScriptedServer.run([taken]) { server in
            let heard = Heard()
            try await Self.publish(Self.client(server, heard))
            #expect(heard.all.isEmpty)
        }
    }

    @Test("So does a stream that reconnects, but not for a stream that merely ended")
    func stream() async throws {
        func stream(_ text: String) -> ScriptedServer.Answer {
            .init(headers: ["Content-Type": "text/event-stream"], body: text)
        }
        let busy = ScriptedServer.Answer(status: 503, body: #"{"status":503,"detail":"Restarting."}"#)
        let reset = stream("event: reset\ndata: {}\n\n")
        try await ScriptedServer.run([stream(": \n\n"), reset, busy, busy, reset]) { server in
            let heard = Heard()
            let quick = Reconnection(first: .milliseconds(1), longest: .milliseconds(2))
            var changes = try Self.client(server, heard).deliveryChanges(of: "shop", reconnection: quick)
                .makeAsyncIterator()
            while server.requests.count < 5 { _ = try await changes.next() }
            #expect(heard.all == ["waiting: Restarting.", "waiting: Restarting.", "over"])
        }
    }

    @Test("It does not say that it waits when it gives up")
    func givesUp() async throws {
        let wrong = ScriptedServer.Answer(status: 422, body: #"{"status":422,"detail":"Wrong."}"#)
        try await ScriptedServer.run([wrong]) { server in
            let heard = Heard()
            await #expect(throws: PerfseeClientError.self) { try await Self.publish(Self.client(server, heard)) }
            #expect(heard.all.isEmpty)
        }
    }
}
