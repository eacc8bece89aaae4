import Foundation
package import PerfseeSDK
import PostgresSupport
import StoreSupport
import Synchronization
import Testing

/// A separate `perfsee serve` that a test may kill and start again, on one port and one database.
package final class ProgramFixture: Sendable {
    package let folder: CommandLineFolder
    package let port: Int
    /// An instance administrator's token.
    package let token = "an-administrators-token-of-this-test-alone"
    private let madeDatabase = Mutex<String?>(nil)

    package var url: String { "http://127.0.0.1:\(port)" }

    package init() throws {
        SameOnEveryStore.check()
        folder = try CommandLineFolder()
        port = Int(try FreePort.find())
    }

    /// Returns once the server listens.
    ///
    /// - Parameters:
    ///   - other: a database to use instead of its own.
    ///   - key: the value of `PERFSEE_SECRET_KEY`; empty for a server that creates a key.
    ///   - role: the value of `--role`.
    ///   - variables: further variables of its environment.
    ///   - longestRun: the time limit, in seconds.
    package func start(
        on other: String? = nil, key: String = Data(repeating: 1, count: 32).base64EncodedString(),
        role: String = "all", variables: [String: String] = [:], longestRun: Int = RunningProgram.longestRun
    ) async throws -> RunningProgram {
        let own = other == nil ? try await database() : ""
        let arguments = [
            "serve", "--port", String(port), "--database", other ?? own, "--allow-network", "127.0.0.0/8",
            "--role", role,
        ]
        let server = try RunningProgram(
            arguments,
            environment: ["PERFSEE_ADMIN_TOKEN": token, "PERFSEE_SECRET_KEY": key].merging(variables) { $1 },
            in: folder.url, log: try logFile(), longestRun: longestRun)
        let line = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
        guard line != nil else { throw NotStarted(errors: log) }
        return server
    }

    /// The value of `--database`: `p.db` in the folder, or a new database if the tests run on PostgreSQL.
    package func database() async throws -> String {
        guard TestedStore.isPostgres else { return "sqlite:" + folder.path("p.db") }
        if let made = madeDatabase.withLock({ $0 }) { return made }
        let url = try await TemporaryPostgres.shared().makeDatabaseURL()
        madeDatabase.withLock { $0 = url }
        return url
    }

    package func stop(_ server: RunningProgram, by signal: Int32) async throws {
        server.signal(signal)
        _ = try await CommandLineProgram.onAnotherThread { server.wait() }
    }

    package func client(retries: RetryPolicy = .standard) throws -> PerfseeClient {
        try PerfseeClient(baseURL: url, token: token, retries: retries)
    }

    /// What the servers have logged.
    package var log: String { (try? folder.text(of: "log")) ?? "" }

    /// The link that the first start wrote.
    package func signInLink() throws -> String {
        let file = TestedStore.isPostgres ? "perfsee.admin" : "p.db.admin"
        let line = try folder.text(of: file).split(separator: "\n").first { $0.contains("/sign-in/") }
        return try #require(line?.split(separator: " ").last.map(String.init))
    }

    package struct NotStarted: Error {
        package let errors: String
    }

    private func logFile() throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: folder.path("log")) { _ = try folder.write("", to: "log") }
        let file = try FileHandle(forWritingTo: folder.url.appending(path: "log"))
        try file.seekToEnd()
        return file
    }
}
