import Foundation
import PerfseeSDK
import ProgramSupport
import Testing

@Suite("Few file descriptors", .serialized)
struct FileLimitTests {
    private static let token = "an-administrators-token-of-this-test-alone"
    private static let clients = 10

    private static func start(limit: Int, in folder: CommandLineFolder) throws -> RunningProgram {
        let program = CommandLineProgram.path
        let script = "ulimit -n \(limit); exec '\(program)' serve --port 0 --database 'sqlite:\(folder.path("p.db"))'"
        return try RunningProgram(
            ["-c", script], of: "/bin/sh", environment: ["PERFSEE_ADMIN_TOKEN": token, "PERFSEE_LOG_LEVEL": "warning"])
    }

    @Test(
        "A server that may have few lives on beside more idle connections than that, and serves those who work",
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
        let crowd = try await CommandLineProgram.onAnotherThread { IdleConnections(limit + 100, to: port) }
        #expect(crowd.count == limit + 100)
        try await Self.work(clients)
        // Whoever comes now gets in as well.
        try await Self.work([try PerfseeClient(baseURL: url, token: Self.token)])
        crowd.close()
        server.signal(SIGTERM)
        #expect(try await CommandLineProgram.onAnotherThread { server.wait() } == 0)
    }

    @Test("A limit below 256 ends the start with a sentence that says how to raise it")
    func tooFew() async throws {
        let folder = try CommandLineFolder()
        let server = try Self.start(limit: 200, in: folder)
        let outcome = try await CommandLineProgram.onAnotherThread { server.outcome() }
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("may have 200 files and connections open, and it needs 256"), "\(outcome.errors)")
    }

    /// Each client asks ten times, all of them at once.
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

/// Connections to this machine on which nothing is said.
private final class IdleConnections: @unchecked Sendable {
    private let descriptors: [Int32]

    var count: Int { descriptors.count }

    init(_ count: Int, to port: Int) {
        descriptors = (0..<count).compactMap { _ in
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { return nil }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isConnected { return descriptor }
            Foundation.close(descriptor)
            return nil
        }
    }

    func close() {
        for descriptor in descriptors { Foundation.close(descriptor) }
    }
}
