import Foundation
import ProgramSupport
import Testing

@testable import perfsee

@Suite("The command line: serve")
struct CommandLineServeTests {
    /// A server on a free port with its data in its own folder, stopped and waited for after `body`.
    private static func withServer(
        in folder: CommandLineFolder, environment: [String: String] = [:], flags: [String] = [],
        _ body: (_ server: RunningProgram, _ url: String) async throws -> Void
    ) async throws {
        let arguments = ["serve", "--port", "0", "--database", "sqlite:" + folder.path("p.db")] + flags
        let server = try RunningProgram(arguments, environment: environment)
        let line = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
        do {
            let url = try #require(line?.split(separator: " ").last.map(String.init))
            try await body(server, url)
        } catch {
            server.signal(SIGKILL)
            throw error
        }
        server.signal(SIGTERM)
        let status = try await CommandLineProgram.onAnotherThread { server.wait() }
        #expect(status == 0)
    }

    private static func token(in folder: CommandLineFolder) throws -> String {
        let line = try folder.text(of: "p.db.admin").split(separator: "\n").first { $0.contains("token: ") }
        return try #require(line?.split(separator: " ").last.map(String.init))
    }

    @Test("The first start creates files that only its user can read, and a token that works")
    func firstStart() async throws {
        let folder = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, url in
            for file in ["p.db", "p.db.key", "p.db.admin", "p.db.lock"] {
                #expect(try folder.mode(of: file) == 0o600, "\(file)")
            }
            #expect(try folder.mode(of: "p-blobs") == 0o700)
            #expect(try folder.text(of: "p.db.admin").contains("\(url)/sign-in/"))
            let environment = ["PERFSEE_URL": url, "PERFSEE_TOKEN": try Self.token(in: folder)]
            let created = try await CommandLineProgram.run(
                "project", "create", "shop", "--host", "Github", "--namespace", "acme", "--name", "shop",
                environment: environment)
            #expect(created.status == 0, "\(created.errors)")
            let listed = try await CommandLineProgram.run("project", "list", "--json", environment: environment)
            #expect(listed.output.contains(#""id" : "shop""#))
        }
    }

    @Test("The second start creates no second token, and admin token creates one on request")
    func secondStart() async throws {
        let folder = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, _ in }
        let first = try folder.text(of: "p.db.admin")
        try await Self.withServer(in: folder) { _, url in
            #expect(try folder.text(of: "p.db.admin") == first)
            let made = try await CommandLineProgram.run("admin", "token", "--database", "sqlite:" + folder.path("p.db"))
            let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let listed = try await CommandLineProgram.run(
                "project", "list", environment: ["PERFSEE_URL": url, "PERFSEE_TOKEN": token])
            #expect(listed.status == 0, "\(listed.errors)")
        }
    }

    @Test("Standard output has only the admin link, and standard error its address if none was given")
    func adminLink() async throws {
        let folder = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, url in
            let database = "sqlite:" + folder.path("p.db")
            let unnamed = try await CommandLineProgram.run("admin", "link", "--database", database)
            #expect(unnamed.output.hasPrefix("http://127.0.0.1:8080/sign-in/"))
            #expect(unnamed.errors.contains("a server at http://127.0.0.1:8080. "))
            let named = try await CommandLineProgram.run("admin", "link", "--database", database, "--public-url", url)
            #expect(named.output.hasPrefix("\(url)/sign-in/"))
            #expect(!named.errors.contains("--public-url"))
        }
    }

    @Test("PERFSEE_ADMIN_TOKEN is the token, and changing it revokes the previous one")
    func adminToken() async throws {
        let folder = try CommandLineFolder()
        let old = String(repeating: "a", count: 32), new = String(repeating: "b", count: 32)
        try await Self.withServer(in: folder, environment: ["PERFSEE_ADMIN_TOKEN": old]) { _, url in
            #expect(try await Self.works(old, url))
            let announced = try folder.text(of: "p.db.admin")
            #expect(!announced.contains("token"))
        }
        try await Self.withServer(in: folder, environment: ["PERFSEE_ADMIN_TOKEN": new]) { _, url in
            #expect(try await Self.works(new, url))
            let oldWorks = try await Self.works(old, url)
            #expect(!oldWorks)
        }
    }

    @Test("A second server on the same database is refused, and the first continues")
    func secondServer() async throws {
        let folder = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, url in
            let second = try await CommandLineProgram.run(
                "serve", "--port", "0", "--database", "sqlite:" + folder.path("p.db"))
            #expect(second.status == 1)
            #expect(second.errors.contains("Another `perfsee serve` is using the database"))
            let token = try Self.token(in: folder)
            #expect(try await Self.works(token, url))
        }
    }

    @Test("A port in use is named")
    func takenPort() async throws {
        let folder = try CommandLineFolder()
        let other = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, url in
            let port = try #require(url.split(separator: ":").last.map(String.init))
            let second = try await CommandLineProgram.run(
                "serve", "--port", port, "--database", "sqlite:" + other.path("p.db"))
            #expect(second.status == 1)
            #expect(
                second.errors.contains("The server can't listen on 127.0.0.1, port \(port): Address already in use."))
            // The failed start gave nobody access: the successful one counts as the first.
            #expect(!second.output.contains("sign-in") && !second.output.contains("administrator"))
            try await Self.withServer(in: other) { _, url in
                let announced = try other.text(of: "p.db.admin")
                #expect(announced.contains("\(url)/sign-in/"))
            }
        }
    }

    @Test("An IPv6 address may be in brackets, and a name that nobody knows is named in a sentence")
    func hosts() async throws {
        let folder = try CommandLineFolder()
        let database = "sqlite:" + folder.path("p.db")
        for (host, sentence) in [
            (
                "nowhere.invalid",
                "The server can't listen on nowhere.invalid: this machine knows no such name or address."
            ),
            ("[127.0.0.1]", "--host: only an IPv6 address can be in brackets; it is `[127.0.0.1]`."),
            ("[a]", "--host: only an IPv6 address can be in brackets; it is `[a]`."),
        ] {
            let refused = try await CommandLineProgram.run(
                "serve", "--port", "0", "--host", host, "--database", database)
            #expect(refused.status == 1)
            #expect(refused.errors.contains(sentence), "\(refused.errors)")
        }
        for host in ["[::1]", "::1"] {
            let settings = try ServeSettings(
                try await SettingSources(flags: ["host": [host]], environment: [:], file: nil))
            #expect(settings.host == "::1")
            #expect(ServerAddress(settings, port: 80).url == "http://[::1]:80")
        }
    }

    @Test(
        "The server binds to a name, and answers there",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."))
    func name() async throws {
        _ = try await answer(at: "localhost")
    }

    @Test(
        "The server binds to an IPv6 address, and answers there",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."),
        .enabled(if: IPv6Loopback.isAvailable, "This machine has no IPv6 loopback address."))
    func bracketedAddress() async throws {
        #expect(try await answer(at: "[::1]").hasSuffix(" ::1"))
    }

    /// What curl gets from a server on a host, with the address that it got it from.
    private func answer(at host: String) async throws -> String {
        let folder = try CommandLineFolder()
        var output = ""
        try await Self.withServer(in: folder, flags: ["--host", host]) { _, url in
            #expect(url.hasPrefix("http://\(host):"))
            let answer = try await InstalledProgram.run(
                InstalledProgram.curl, ["-sS", "-g", "-w", " %{http_code} %{remote_ip}", "\(url)/healthz"])
            #expect(answer.output.contains(" 200 "), "\(answer.output) \(answer.errors)")
            let page = try await InstalledProgram.run(InstalledProgram.curl, ["-sS", "-g", "-L", "\(url)/"])
            #expect(page.output.contains("<html"), "\(page.output)")
            #expect(try folder.text(of: "p.db.admin").contains("\(url)/sign-in/"))
            output = answer.output
        }
        return output
    }

    @Test("A folder that is not there, perhaps because its disk is not mounted, is not created silently")
    func missingFolder() async throws {
        let folder = try CommandLineFolder()
        let there = "sqlite:" + folder.path("p.db")
        let missing = folder.path("mount/perfsee/p.db")
        let cases: [(database: String, blobs: String?, fault: String)] = [
            ("sqlite:" + missing, nil, "The database \(missing) can't be created"),
            (
                there, folder.path("mount/blobs"),
                "The folder for builds and reports \(folder.path("mount/blobs")) can't"
            ),
        ]
        for (database, blobs, fault) in cases {
            let more = blobs.map { ["--blobs", $0] } ?? []
            let refused = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(["serve", "--port", "0", "--database", database] + more).outcome()
            }
            #expect(refused.status == 1)
            #expect(refused.errors.contains(fault) && refused.errors.contains("mount it; for a new server, create"))
            #expect(!FileManager.default.fileExists(atPath: folder.path("mount")))
        }
    }

    @Test("If the key of a database is missing, no other takes its place")
    func missingKey() async throws {
        let folder = try CommandLineFolder()
        try await Self.withServer(in: folder) { _, _ in }
        let key = try folder.text(of: "p.db.key")
        try FileManager.default.removeItem(atPath: folder.path("p.db.key"))
        let refused = try await CommandLineProgram.run(
            "serve", "--port", "0", "--database", "sqlite:" + folder.path("p.db"))
        #expect(refused.status == 1 && refused.errors.contains("The key of the database"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("p.db.key")))
        let secret = ["PERFSEE_SECRET_KEY": key.trimmingCharacters(in: .whitespacesAndNewlines)]
        try await Self.withServer(in: folder, environment: secret) { _, _ in }
    }

    private static func works(_ token: String, _ url: String) async throws -> Bool {
        let environment = ["PERFSEE_URL": url, "PERFSEE_TOKEN": token]
        return try await CommandLineProgram.run("project", "list", environment: environment).status == 0
    }
}
