import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import TestSupport
import Testing

@Suite("A replay across a restart")
struct ReplayRestartTests {
    private static let events = 1_200
    private static let publishers = 8
    /// In seconds.
    private static let patience = 60

    @Test("A requested replay continues after the server was killed, and sends each delivery once more")
    func goesOn() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let fixture = try ProgramFixture()
        var server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(
            NewProject(id: "again", host: "Unknown", namespace: "perfsee", name: "again"))
        let webhook = try await client.createWebhook(NewWebhook(url: receiver.url), in: "again")
        try await Self.publish(by: client)
        try await Self.until("each event came once") { receiver.requests.count == Self.events }

        // An API-only node creates the replay, but does not advance it.
        try await fixture.stop(server, by: SIGTERM)
        server = try await fixture.start(role: "api")
        let path = "/api/v1/projects/again/webhooks/\(webhook.id)/replays"
        let made = try await Self.call(fixture, path, body: #"{"since":"2020-01-01T00:00:00Z","states":["delivered"]}"#)
        #expect(made.total == Self.events && made.done == 0 && made.state == "running")
        try await fixture.stop(server, by: SIGKILL)

        server = try await fixture.start()
        try await Self.until("part of the replay is done") {
            try await Self.call(fixture, "\(path)/\(made.id)").done > 0
        }
        try await fixture.stop(server, by: SIGKILL)

        server = try await fixture.start(longestRun: Self.patience)
        try await Self.until("all of it is done") {
            let replay = try await Self.call(fixture, "\(path)/\(made.id)")
            return replay.state == "done" && replay.done == Self.events
        }
        try await Self.until("each delivery came again") {
            let times = Dictionary(grouping: receiver.requests) { $0["X-Perfsee-Delivery"] ?? "" }
            return times.count == Self.events && times.values.allSatisfy { $0.count >= 2 }
        }
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
    }

    private static func publish(by client: PerfseeClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for publisher in 0..<publishers {
                group.addTask {
                    for number in stride(from: publisher, to: events, by: publishers) {
                        let payload = Array(#"{"number":\#(number)}"#.utf8)
                        _ = try await client.publish("again:event", payload: payload, to: "again")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private struct Replay: Decodable {
        var id: Int
        var state: String
        var total: Int
        var done: Int
    }

    private static func call(_ fixture: ProgramFixture, _ path: String, body: String? = nil) async throws -> Replay {
        let words = ["-sS", "--fail-with-body", "-H", "Authorization: Bearer \(fixture.token)", fixture.url + path]
        let more = body.map { ["-H", "Content-Type: application/json", "-d", $0] } ?? []
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(words + more, of: "/usr/bin/curl").outcome()
        }
        try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        return try JSONDecoder().decode(Replay.self, from: Data(outcome.output.utf8))
    }

    private static func until(_ what: String, _ holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(patience)
        while try await !holds() {
            try #require(ContinuousClock.now < deadline, "the test waited in vain: \(what)")
            await Pause.beforeNextLook()
        }
    }
}
