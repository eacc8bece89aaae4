import Foundation
import PerfseeSDK
import Testing

/// A `perfsee serve` of its own that a test may kill and start again, on one port and one database.
final class ServerBed: Sendable {
    let folder: CommandLineFolder
    let port: Int
    private let token = "an-administrators-token-of-this-test-alone"

    init() throws {
        folder = try CommandLineFolder()
        port = try Self.freePort()
    }

    /// Returns once the server listens.
    func start() async throws -> RunningProgram {
        let arguments = [
            "serve", "--port", String(port), "--database", "sqlite:" + folder.path("p.db"),
            "--allow-network", "127.0.0.0/8",
        ]
        let server = try RunningProgram(arguments, environment: ["PERFSEE_ADMIN_TOKEN": token])
        let line = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
        guard line != nil else { throw NotStarted(errors: server.restOfErrors()) }
        return server
    }

    func stop(_ server: RunningProgram, by signal: Int32) async throws {
        server.signal(signal)
        _ = try await CommandLineProgram.onAnotherThread { server.wait() }
    }

    func client(retries: RetryPolicy = .standard) throws -> PerfseeClient {
        try PerfseeClient(baseURL: "http://127.0.0.1:\(port)", token: token, retries: retries)
    }

    struct NotStarted: Error {
        let errors: String
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(bound)
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
