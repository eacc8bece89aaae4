import Foundation
import NIOCore
import NIOPosix
import PostgresSupport
import ProgramSupport
import Testing

@testable import perfsee

@Suite(
    "A server on a Unix domain socket", .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."),
    .timeLimit(.minutes(5)))
struct SocketProgramTests {
    /// A socket in a folder of its own, and servers on it.
    private struct Scene {
        let folder: CommandLineFolder
        var path: String { folder.path("perfsee.sock") }

        init() throws {
            folder = try CommandLineFolder()
        }

        private func server(_ flags: [String]) throws -> RunningProgram {
            let log = try folder.write("", to: "log")
            return try RunningProgram(
                [
                    "serve", "--socket", path, "--database", "sqlite:" + folder.path("p.db"), "--public-url",
                    "http://perfsee.example",
                ] + flags, log: FileHandle(forWritingTo: URL(filePath: log)))
        }

        /// Returns once it listens.
        func started(_ flags: String...) async throws -> RunningProgram {
            let server = try server(flags)
            let line = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
            #expect(line == "perfsee listens at unix:\(path)")
            return server
        }

        func stop(_ server: RunningProgram, by signal: Int32 = SIGTERM) async throws {
            server.signal(signal)
            let status = try await CommandLineProgram.onAnotherThread { server.wait() }
            if signal == SIGTERM { #expect(status == 0) }
        }

        func curl(_ target: String, _ options: String...) async throws -> String {
            try await InstalledProgram.run(
                InstalledProgram.curl,
                ["-sS", "-w", " %{http_code}", "--unix-socket", path] + options + ["http://perfsee.example\(target)"]
            ).output
        }

        /// What the start of a server says that ends at once.
        func refusal(
            _ socket: String? = nil, _ flags: [String] = ["--public-url", "http://perfsee.example"]
        ) async throws -> String {
            let outcome = try await CommandLineProgram.onAnotherThread { [folder, path] in
                try RunningProgram(
                    ["serve", "--socket", socket ?? path, "--database", "sqlite:" + folder.path("other.db")] + flags
                ).outcome()
            }
            #expect(outcome.status == 1)
            return outcome.errors
        }

        var exists: Bool { FileManager.default.fileExists(atPath: path) }
    }

    @Test("It answers at the socket, which its user and its group may use, and removes it at the end")
    func answers() async throws {
        let scene = try Scene()
        let server = try await scene.started()
        #expect(try scene.folder.mode(of: "perfsee.sock") == 0o660)
        #expect(try await scene.curl("/healthz").hasSuffix(" 200"))
        #expect(try await scene.curl("/readyz").hasSuffix(" 200"))
        #expect(try await scene.curl("/metrics").contains("perfsee_http_connections 1"))
        #expect(try await scene.curl("/api/v1/projects").hasSuffix(" 401"))
        #expect(try scene.folder.text(of: "p.db.admin").contains("http://perfsee.example/sign-in/"))
        try await scene.stop(server)
        #expect(!scene.exists)
        let link = try await CommandLineProgram.run(
            "admin", "link", "--database", "sqlite:" + scene.folder.path("p.db"),
            environment: ["PERFSEE_SOCKET": scene.path])
        #expect(link.status == 1 && link.errors.contains("With --socket, --public-url must be set"), "\(link.errors)")
    }

    @Test("What a dead server left is replaced, and what a living one listens on is not")
    func leftovers() async throws {
        let scene = try Scene()
        try await scene.stop(try await scene.started(), by: SIGKILL)
        #expect(scene.exists)
        let server = try await scene.started()
        let sentence = "The server can't listen on the socket \(scene.path): another server listens there."
        #expect(try await scene.refusal().contains(sentence))
        #expect(try await scene.curl("/healthz").hasSuffix(" 200"))
        try await scene.stop(server)
        // Another program's, which takes no lock.
        let other = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(unixDomainSocketPath: scene.path).get()
        #expect(try await scene.refusal().contains(sentence))
        #expect(scene.exists)
        try await other.close()
    }

    @Test("A file that is not a socket is never removed")
    func otherFile() async throws {
        let scene = try Scene()
        _ = try scene.folder.write("mine", to: "perfsee.sock")
        #expect(try await scene.refusal().contains(": there is a file that is not a socket. Remove it, or choose"))
        #expect(try scene.folder.text(of: "perfsee.sock") == "mine")
        try FileManager.default.removeItem(atPath: scene.path)
        let target = try scene.folder.write("mine", to: "target")
        try FileManager.default.createSymbolicLink(atPath: scene.path, withDestinationPath: target)
        #expect(try await scene.refusal().contains("a file that is not a socket"))
        #expect(try scene.folder.text(of: "target") == "mine")
    }

    @Test("A path that is too long, a folder that is missing and a server without a public URL are said in a sentence")
    func refusals() async throws {
        let scene = try Scene()
        let long = "/" + String(repeating: "x", count: ServerSocket.longestPath)
        #expect(
            try await scene.refusal(long).contains(
                "must have 1 to \(ServerSocket.longestPath) bytes, the most that the system allows; `\(long)` has "
                    + "\(long.utf8.count)."))
        let missing = scene.folder.path("missing/perfsee.sock")
        #expect(
            try await scene.refusal(missing).contains(
                "The server can't listen on the socket \(missing): \(missing).lock can't be opened: No such file"))
        #expect(try await scene.refusal(nil, []).contains("With --socket, --public-url must be set"))
        #expect(
            try await scene.refusal(nil, ["--role", "worker", "--metrics-port", "9"]).contains(
                "--metrics-port and --socket exclude each other."))
    }

    @Test("Callers are who the proxy says that they are only with --trust-proxy unix")
    func forwarded() async throws {
        for (trusted, address) in [("unix", "192.0.2.7"), ("192.0.2.0/24", "unix")] {
            let scene = try Scene()
            let server = try await scene.started("--trust-proxy", trusted)
            _ = try await scene.curl("/api/v1/projects", "-H", "X-Forwarded-For: 198.51.100.1, 192.0.2.7")
            try await scene.stop(server)
            let log = try scene.folder.text(of: "log")
            #expect(log.contains(" info A client was refused address=\(address) kind=unauthorized "), "\(log)")
            #expect(log.contains("--trust-proxy does not include unix") == (trusted != "unix"))
        }
    }

    @Test(
        "A worker answers healthz and metrics at the socket",
        .enabled(if: TemporaryPostgres.isInstalled, "There is no PostgreSQL: install postgresql-15."))
    func worker() async throws {
        let scene = try Scene()
        let worker = try RunningProgram(
            [
                "serve", "--role", "worker", "--socket", scene.path, "--public-url", "http://perfsee.example",
                "--database", try await TemporaryPostgres.shared().makeDatabaseURL(),
            ], environment: ["PERFSEE_SECRET_KEY": Data(repeating: 1, count: 32).base64EncodedString()],
            in: scene.folder.url)
        let line = try await CommandLineProgram.onAnotherThread { worker.line(with: "without an API") }
        #expect(line?.hasSuffix(" are at unix:\(scene.path)") == true)
        #expect(try await scene.curl("/healthz").hasSuffix(" 200"))
        #expect(try await scene.curl("/metrics").contains("perfsee_build_info"))
        #expect(try await scene.curl("/api/v1/projects").hasSuffix(" 404"))
        try await scene.stop(worker)
        #expect(!scene.exists)
    }
}
