import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import TestSupport
import Testing

@testable import perfsee

@Suite("The command line: deliveries --follow", .timeLimit(.minutes(3)))
struct CommandLineFollowTests {
    /// In seconds. On PostgreSQL a server waits until the shares of the killed one have run out.
    fileprivate static let longestRun = TestedStore.isPostgres ? 120 : RunningProgram.longestRun

    /// A server with a project and a webhook whose receiver accepts everything.
    private struct Scene {
        let fixture: ProgramFixture
        let client: PerfseeClient

        static func with(_ body: (Scene, RunningProgram) async throws -> Void) async throws {
            let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
            let fixture = try ProgramFixture()
            let server = try await fixture.start(longestRun: CommandLineFollowTests.longestRun)
            let client = try fixture.client()
            _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
            _ = try await client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
            try await body(Scene(fixture: fixture, client: client), server)
            await receiver.stop()
        }

        func publish(_ type: String) async throws {
            _ = try await client.publish(type, payload: Array("{}".utf8), to: "shop")
        }

        func follow(_ arguments: String..., token: String? = nil) throws -> RunningProgram {
            try RunningProgram(
                ["deliveries", "shop", "--follow"] + arguments,
                environment: ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": token ?? fixture.token],
                longestRun: CommandLineFollowTests.longestRun)
        }
    }

    private static func line(_ program: RunningProgram, with text: String) async throws -> String {
        let line = try await CommandLineProgram.onAnotherThread { program.line(with: text) }
        return try #require(line, "\(program.restOfErrors())")
    }

    private static func status(_ program: RunningProgram) async throws -> Int32 {
        try await CommandLineProgram.onAnotherThread { program.wait() }
    }

    @Test(
        "It begins with the list and follows each change; SIGINT and SIGTERM end it with 0",
        arguments: [SIGINT, SIGTERM])
    func follows(signal: Int32) async throws {
        try await Scene.with { scene, server in
            try await scene.publish("a:first")
            let follower = try scene.follow()
            _ = try await Self.line(follower, with: "a:first")
            try await scene.publish("a:second")
            let line = try await Self.line(follower, with: "✓ Delivered")
            #expect(line.contains("  webhook 1  "))
            if line.contains("a:first") { _ = try await Self.line(follower, with: "✓ Delivered") }
            follower.signal(signal)
            #expect(try await Self.status(follower) == 0)
            try await scene.fixture.stop(server, by: SIGTERM)
        }
    }

    @Test("It continues with the server that replaces a killed one, and repeats nothing")
    func restart() async throws {
        try await Scene.with { scene, server in
            let follower = try scene.follow("--state", "delivered", "--json")
            try await scene.publish("a:first")
            let first = try await Self.line(follower, with: "{")
            #expect(first.contains(#""eventType":"a:first""#) && first.contains(#""state":"delivered""#))
            try await scene.fixture.stop(server, by: SIGKILL)
            let next = try await scene.fixture.start(longestRun: Self.longestRun)
            try await scene.publish("a:second")
            let second = try await Self.line(follower, with: "{")
            #expect(second.contains(#""eventType":"a:second""#) && second.contains(#""state":"delivered""#))
            follower.signal(SIGTERM)
            #expect(try await Self.status(follower) == 0)
            try await scene.fixture.stop(next, by: SIGTERM)
        }
    }

    @Test("Each change has the status of its attempt and why it failed, as text and as JSON")
    func results() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(longestRun: Self.longestRun)
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        for url in [receiver.url, try ProgramFixture().url + "/"] {
            var webhook = NewWebhook(url: url)
            webhook.retrySchedule = []
            _ = try await client.createWebhook(webhook, in: "shop")
        }
        let scene = Scene(fixture: fixture, client: client)
        let followers = try [scene.follow(), scene.follow("--json")]
        try await scene.publish("a:b")
        for webhook in 1...2 {
            let line = try await CommandLineProgram.onAnotherThread {
                followers[0].line(with: "✕")
            }
            let text = try #require(line)
            let isRefusal = text.contains("webhook 2")
            #expect(text.hasSuffix(isRefusal ? "· connection refused" : "· 500"), "\(webhook): \(text)")
            let json = try await Self.line(followers[1], with: #""state":"failed""#)
            let isRefusalInJSON = json.contains(#""webhook":2"#)
            #expect(json.contains(isRefusalInJSON ? #""reason":"refused""# : #""reason":"status","#), "\(json)")
            #expect(json.contains(#""statusCode":500"#) != isRefusalInJSON, "\(json)")
        }
        for follower in followers {
            follower.signal(SIGTERM)
            #expect(try await Self.status(follower) == 0)
        }
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
    }

    private static func attempt(_ number: Int, endingAt time: Int) throws -> Attempt {
        let json = #"{"number":\#(number),"startTime":0,"endTime":\#(time),"isSuccess":false}"#
        return try JSONDecoder().decode(Attempt.self, from: Data(json.utf8))
    }

    @Test("The attempt of a change is the last that had ended by then, whatever came since")
    func latestAttempt() throws {
        let attempts = try [
            Self.attempt(1, endingAt: 10), Self.attempt(2, endingAt: 20), Self.attempt(3, endingAt: 30),
        ]
        for (time, number) in [(10, 1), (19, 1), (20, 2), (99, 3)] {
            let delivery = try Self.delivery("u", "pending", at: time)
            #expect(LatestAttempt.latest(of: delivery, in: attempts)?.number == number)
        }
        #expect(LatestAttempt.latest(of: try Self.delivery("u", "pending", at: 9), in: attempts) == nil)
    }

    @Test("A token without the permission ends it with 1 and the server's sentence")
    func refused() async throws {
        try await Scene.with { scene, server in
            let reader = try await scene.client.createToken(NewToken(name: "reader", scopes: ["read"]))
            for (token, sentence) in [(reader.token, "requires the `admin` role"), ("unknown", "The token is unknown")]
            {
                let follower = try scene.follow(token: token)
                let outcome = try await CommandLineProgram.onAnotherThread { follower.outcome() }
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
            }
            try await scene.fixture.stop(server, by: SIGTERM)
        }
    }

    private static func delivery(_ id: String, _ state: String, at time: Int) throws -> Delivery {
        let json = """
            {"id":"\(id)","event":1,"eventType":"a\\u001bb","webhook":1,"state":"\(state)","attemptCount":1,
            "createdAt":0,"updatedAt":\(time)}
            """
        return try JSONDecoder().decode(Delivery.self, from: Data(json.utf8))
    }

    @Test("A shown state is not shown again, nor is an older one")
    func isNew() throws {
        var shown = ShownDeliveries()
        let changes = [("sending", 2), ("pending", 1), ("sending", 2), ("delivered", 2), ("delivered", 3)]
        let isNew = try changes.map { state, time in shown.isNew(try Self.delivery("a", state, at: time)) }
        #expect(isNew == [true, false, false, true, true])
    }

    @Test("A limited number of states is remembered")
    func capacity() throws {
        var shown = ShownDeliveries()
        let first = try Self.delivery("first", "failed", at: 0)
        var isNew = [shown.isNew(first)]
        for number in 1..<ShownDeliveries.capacity {
            _ = shown.isNew(try Self.delivery("\(number)", "failed", at: 0))
        }
        isNew.append(shown.isNew(first))
        for number in 0...2 * ShownDeliveries.capacity {
            _ = shown.isNew(try Self.delivery("x\(number)", "failed", at: 0))
        }
        isNew.append(shown.isNew(first))
        #expect(isNew == [true, false, true])
    }

    @Test("A line has the same mark as the list, and no terminal control characters")
    func line() throws {
        let delivery = try Self.delivery("u", "failed", at: 0)
        let line = DeliveryStatusText(delivery).line
        #expect(line.hasSuffix("  u  a b  webhook 1  ✕ Failed after 1 attempt"))
        #expect(line.prefixMatch(of: /\d\d:\d\d:\d\d  u/) != nil, "the time is to the second")
    }
}
