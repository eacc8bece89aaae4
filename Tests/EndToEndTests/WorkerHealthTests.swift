import Foundation
import PostgresSupport
import ProgramSupport
import Testing

@testable import perfsee

@Suite(
    "A worker's health", .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."),
    .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."),
    .timeLimit(.minutes(5)))
struct WorkerHealthTests {
    private static let key = Data(repeating: 1, count: 32).base64EncodedString()

    /// - Parameter folder: where a first start writes its sign-in link.
    private static func worker(
        _ database: String, in folder: CommandLineFolder, _ flags: String...
    ) throws -> RunningProgram {
        try RunningProgram(
            ["serve", "--role", "worker", "--database", database] + flags, environment: ["PERFSEE_SECRET_KEY": key],
            in: folder.url)
    }

    private static func url(of worker: RunningProgram) async throws -> String {
        let line = try await CommandLineProgram.onAnotherThread { worker.line(with: "running without an API") }
        return try #require(line?.split(separator: " ").last.map(String.init))
    }

    private static func stop(_ worker: RunningProgram) async throws {
        worker.signal(SIGTERM)
        #expect(try await CommandLineProgram.onAnotherThread { worker.wait() } == 0)
    }

    @Test("A worker answers healthz, readyz and metrics, at a port that it names, and has no API")
    func routes() async throws {
        let folder = try CommandLineFolder()
        let database = try await TemporaryPostgres.shared().makeDatabaseURL()
        let worker = try Self.worker(database, in: folder, "--metrics-port", "0")
        let url = try await Self.url(of: worker)
        for (path, status) in [("healthz", "200"), ("readyz", "200"), ("metrics", "200"), ("api/v1/projects", "404")] {
            let answer = try await InstalledProgram.run(
                InstalledProgram.curl, ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "\(url)/\(path)"])
            #expect(answer.output == status, "\(path)")
        }
        try await Self.stop(worker)
    }

    @Test("A second worker at the same port says what to do, and one that is told to listens to nothing")
    func samePort() async throws {
        let folder = try CommandLineFolder()
        let database = try await TemporaryPostgres.shared().makeDatabaseURL()
        let first = try Self.worker(database, in: folder, "--port", "0")
        let port = try #require(try await Self.url(of: first).split(separator: ":").last.map(String.init))
        for flag in ["--port", "--metrics-port"] {
            let second = try Self.worker(database, in: folder, flag, port)
            let outcome = try await CommandLineProgram.onAnotherThread { second.outcome() }
            #expect(outcome.status == 1)
            #expect(
                outcome.errors.contains(
                    "The server can't listen on 127.0.0.1, port \(port): Address already in use. Stop what is listening "
                        + "there, or choose another --metrics-port, or `--metrics-port none`."), "\(outcome.errors)")
        }
        let silent = try Self.worker(database, in: folder, "--port", port, "--metrics-port", "none")
        #expect(try await Self.url(of: silent) == "API")
        try await Self.stop(silent)
        try await Self.stop(first)
    }

    @Test(
        "A port for metrics that nothing would listen at is refused, and so is what is no port",
        arguments: [
            ("all", "9090", "--metrics-port is for --role worker: this server answers /metrics at its --port."),
            ("worker", "all", "--metrics-port must be a port from 0 to 65535, or none; it is `all`."),
            ("worker", "70000", "--metrics-port must be a port from 0 to 65535, or none; it is `70000`."),
        ])
    func refused(_ role: String, _ port: String, _ sentence: String) async throws {
        let outcome = try await CommandLineProgram.run("serve", "--role", role, "--metrics-port", port)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }
}
