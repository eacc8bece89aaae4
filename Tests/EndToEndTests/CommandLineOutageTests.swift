import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import Synchronization
import Testing

@testable import perfsee

@Suite("The command line: outages of the server", .timeLimit(.minutes(3)))
struct CommandLineOutageTests {
    private static let refused = PerfseeClientError.notReached(url: "http://s.example", reason: "it is off")
    private static let missing = PerfseeClientError.invalidBaseURL("x")

    private final class Said: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }
        var notice: OutageNotice { OutageNotice { line in self.lines.withLock { $0.append(line) } } }
    }

    @Test("Each outage is announced once, and its end once")
    func once() {
        let said = Said()
        let notice = said.notice
        notice.observe(.over)
        for _ in 0..<2 {
            for _ in 0..<3 { notice.observe(.waiting(Self.refused)) }
            for _ in 0..<2 { notice.observe(.over) }
        }
        let outage = [
            "Waiting for the server. No Perfsee server could be reached at http://s.example: it is off.",
            "The server responds again.",
        ]
        #expect(said.all == outage + outage)
    }

    @Test("A request that changes nothing is repeated until the server is back, a limited number of times")
    func patience() async throws {
        let said = Said()
        let patience = Patience(
            reconnection: Reconnection(first: .zero, longest: .zero), notice: said.notice, longestRow: 3)
        var failures = 3
        let value = try await patience.send {
            failures -= 1
            if failures >= 0 { throw Self.refused }
            return 7
        }
        #expect(value == 7 && said.all.count == 2)
        var tries = 0
        await #expect(throws: Self.refused) {
            try await patience.send { () -> Int in
                tries += 1
                throw Self.refused
            }
        }
        #expect(tries == 4)
        await #expect(throws: Self.missing) { try await patience.send { () -> Int in throw Self.missing } }
    }

    @Test("A follower without a terminal says on standard error that it waits for a killed server, and that it goes on")
    func follower() async throws {
        let longestRun = TestedStore.isPostgres ? 120 : RunningProgram.longestRun
        let fixture = try ProgramFixture()
        let server = try await fixture.start(longestRun: longestRun)
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let webhook = try await client.createWebhook(NewWebhook(url: "http://127.0.0.1:9/"), in: "shop")
        _ = try await client.pingWebhook(webhook.id, of: "shop")
        let follower = try RunningProgram(
            ["deliveries", "shop", "--follow"],
            environment: ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token], longestRun: longestRun)
        _ = try await CommandLineProgram.onAnotherThread { follower.line(with: "ping") }
        try await fixture.stop(server, by: SIGKILL)
        let waiting = try await CommandLineProgram.onAnotherThread { follower.errorLine(with: "Waiting") }
        #expect(waiting?.hasPrefix("Waiting for the server. No Perfsee server could be reached") == true)
        let next = try await fixture.start(longestRun: longestRun)
        let over = try await CommandLineProgram.onAnotherThread { follower.errorLine(with: "server") }
        #expect(over == "The server responds again.")
        follower.signal(SIGTERM)
        let rest = try await CommandLineProgram.onAnotherThread { (follower.restOfErrors(), follower.wait()) }
        #expect(rest.0.isEmpty && rest.1 == 0)
        try await fixture.stop(next, by: SIGTERM)
    }
}
