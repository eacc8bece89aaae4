import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import Testing

@Suite("Few file descriptors", .sameOnEveryStore, .serialized)
struct FileLimitTests {
    private static let token = "an-administrators-token-of-this-test-alone"
    private static let clients = 10
    /// Thousands of connections take their time on a busy machine, in seconds.
    private static let longestRun = 240

    private static func start(limit: Int, in folder: CommandLineFolder) throws -> RunningProgram {
        let program = CommandLineProgram.path
        let script = "ulimit -n \(limit); exec '\(program)' serve --port 0 --database 'sqlite:\(folder.path("p.db"))'"
        return try RunningProgram(
            ["-c", script], of: "/bin/sh", environment: ["PERFSEE_ADMIN_TOKEN": token, "PERFSEE_LOG_LEVEL": "warning"],
            longestRun: longestRun)
    }

    @Test(
        "A server with few descriptors survives more idle connections than that, and still serves working clients",
        arguments: [256, 1_024, 4_096])
    func crowd(_ limit: Int) async throws {
        let folder = try CommandLineFolder()
        let server = try Self.start(limit: limit, in: folder)
        defer { server.signal(SIGKILL) }
        let line = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
        let url = try #require(line?.split(separator: " ").last.map(String.init))
        let port = try #require(URL(string: url)?.port)
        let clients = try (0..<Self.clients).map { _ in try PerfseeClient(baseURL: url, token: Self.token) }
        try await Self.work(clients)
        let crowd = try Self.crowd(of: limit + 100, at: port)
        defer { crowd.signal(SIGKILL) }
        let count = try await CommandLineProgram.onAnotherThread { crowd.line(with: "connected") }
        #expect(count == "connected \(limit + 100)")
        try await Self.work(clients)
        // A new client gets in as well.
        try await Self.work([try PerfseeClient(baseURL: url, token: Self.token)])
        crowd.signal(SIGKILL)
        server.signal(SIGTERM)
        #expect(try await CommandLineProgram.onAnotherThread { server.wait() } == 0)
    }

    /// Idle connections, for as long as the process lives. A process of its own, because starting programs from one
    /// with a thousand open files was seen to crash in Foundation.
    private static func crowd(of count: Int, at port: Int) throws -> RunningProgram {
        let script = """
            ulimit -n "$(ulimit -Hn)"
            count=0
            while [ $count -lt \(count) ] && exec {connection}<>/dev/tcp/127.0.0.1/\(port); do count=$((count + 1)); done
            echo "connected $count"
            exec sleep 600
            """
        return try RunningProgram(["-c", script], of: "/bin/bash", longestRun: longestRun)
    }

    @Test("A limit below 256 ends the start with a sentence that says how to raise it")
    func tooFew() async throws {
        let folder = try CommandLineFolder()
        let server = try Self.start(limit: 200, in: folder)
        let outcome = try await CommandLineProgram.onAnotherThread { server.outcome() }
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("can have 200 files and connections open, but needs at least 256"),
            "\(outcome.errors)")
    }

    /// Each client sends ten requests, all of them at once.
    private static func work(_ clients: [PerfseeClient]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for client in clients {
                tasks.addTask {
                    for _ in 0..<10 { _ = try await client.projects() }
                }
            }
            try await tasks.waitForAll()
        }
    }
}
