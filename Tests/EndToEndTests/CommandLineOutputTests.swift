import ArgumentParser
import Foundation
import PerfseeSDK
import ProgramSupport
import StoreSupport
import TestSupport
import Testing

@testable import perfsee

@Suite("The command line: unwritable output", .timeLimit(.minutes(5)))
struct CommandLineOutputTests {
    /// A command of the program, such as `token create`, and how to call it.
    private struct Leaf {
        let name: String
        let takesJSON: Bool

        static let all = leaves(of: Perfsee.self, [])

        private static func leaves(of command: any ParsableCommand.Type, _ path: [String]) -> [Leaf] {
            let inner = command.configuration.subcommands
            guard inner.isEmpty else { return inner.flatMap { leaves(of: $0, path + [$0._commandName]) } }
            let help = Perfsee.helpMessage(for: command)
            return [Leaf(name: path.joined(separator: " "), takesJSON: help.contains("--json"))]
        }
    }

    /// A server with something of everything that the commands request, and the values to call them with.
    private final class Scene: Sendable {
        let fixture: ProgramFixture
        let client: PerfseeClient
        let delivery: String
        let secret: String
        let build: String
        private let names = Names()

        init(_ fixture: ProgramFixture, _ receiver: ScriptedReceiver) async throws {
            self.fixture = fixture
            client = try fixture.client()
            _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
            let webhook = try await client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
            delivery = try await client.pingWebhook(webhook.id, of: "shop")
            secret = try fixture.folder.write("whsec_c2VjcmV0IG9mIHRoaXMgdGVzdCBhbG9uZQ==", to: "secret")
            _ = try fixture.folder.write("console.log(1)", to: "dist/a.js")
            build = fixture.folder.path("dist")
        }

        /// Uploads a build and returns the ID of its artifact once it is analyzed.
        func analyzed() async throws -> Int {
            let commit = await fresh("c")
            _ = try await CommandLineProgram.run(
                "upload", build, "--project", "shop", "--branch", "main", "--commit", commit, "--wait",
                environment: environment)
            return try #require(try await client.artifacts(of: "shop", hash: commit).items.first?.id)
        }

        /// Uploads a build that exceeds a budget and returns the ID of its artifact.
        func exceeding() async throws -> Int {
            _ = try fixture.folder.write("console.log(1)", to: "large/a.js")
            _ = try fixture.folder.write("budgets: [{on: size, max: 1}]", to: "large/perfsee-budgets.yaml")
            let commit = await fresh("c")
            _ = try await CommandLineProgram.run(
                "upload", fixture.folder.path("large"), "--project", "shop", "--branch", "main", "--commit", commit,
                "--name", commit, "--wait", environment: environment)
            return try #require(try await client.artifacts(of: "shop", hash: commit).items.first?.id)
        }

        /// Creates a webhook and returns its ID.
        func webhook() async throws -> String {
            "\(try await client.createWebhook(NewWebhook(url: "http://127.0.0.1:9/"), in: "shop").id)"
        }

        /// Creates an application and returns its ID.
        func application() async throws -> Int {
            try await client.createApplication(name: await fresh("application")).id
        }

        /// The ID of an application that is a member of the project.
        func member() async throws -> String {
            let name = await fresh("member")
            _ = try await client.createApplication(name: name)
            return "\(try await client.addMember(application: name, to: "shop", role: "read").account)"
        }

        func fresh(_ prefix: String) async -> String { await names.next(prefix) }

        var environment: [String: String] {
            ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token, "PERFSEE_SECRET_KEY": key]
        }
        private var key: String { Data(repeating: 1, count: 32).base64EncodedString() }

        private actor Names {
            private var count = 0

            func next(_ prefix: String) -> String {
                count += 1
                return "\(prefix)-\(count)"
            }
        }
    }

    private typealias Arguments = @Sendable (Scene) async throws -> [String]

    /// The arguments of each command. `serve` has a test of its own.
    private static let rows: [String: Arguments] = [
        "admin token": { ["--database", try await $0.fixture.database()] },
        "admin link": { ["--database", try await $0.fixture.database()] },
        "export": { ["--database", try await $0.fixture.database()] },
        "backup": {
            [$0.fixture.folder.path(await $0.fresh("backup")), "--database", try await $0.fixture.database()]
        },
        "project create": { [await $0.fresh("project"), "--host", "Unknown", "--namespace", "a", "--name", "b"] },
        "project list": { _ in [] },
        "project show": { _ in ["shop"] },
        "project update": { _ in ["shop", "--name", "b"] },
        "project delete": { scene in
            let id = await scene.fresh("project")
            _ = try await scene.client.createProject(NewProject(id: id, host: "Unknown", namespace: "a", name: "b"))
            return [id]
        },
        "member list": { _ in ["shop"] },
        "member add": { scene in
            let name = await scene.fresh("application")
            _ = try await scene.client.createApplication(name: name)
            return ["shop", "--application", name]
        },
        "member update": { ["shop", try await $0.member(), "--role", "admin"] },
        "member remove": { ["shop", try await $0.member()] },
        "application list": { _ in [] },
        "application create": { [await $0.fresh("application")] },
        "application delete": { ["\(try await $0.application())"] },
        "replay create": { ["shop", try await $0.webhook(), "--since", "1h"] },
        "replay show": { scene in
            let webhook = try await scene.webhook()
            let new = NewReplay(since: Date(timeIntervalSince1970: 0))
            let replay = try await scene.client.createReplay(new, ofWebhook: Int(webhook) ?? 0, of: "shop")
            return ["shop", webhook, "\(replay.id)"]
        },
        "event-types": { _ in [] },
        "webhook create": { _ in ["shop", "--url", "http://127.0.0.1:9/"] },
        "webhook list": { _ in ["shop"] },
        "webhook show": { _ in ["shop", "1"] },
        "webhook update": { _ in ["shop", "1", "--description", "x"] },
        "webhook delete": { ["shop", try await $0.webhook()] },
        "webhook ping": { _ in ["shop", "1"] },
        "webhook rotate": { _ in ["shop", "1", "--overlap", "0"] },
        "upload": { ["\($0.build)", "--project", "shop", "--branch", "main", "--commit", await $0.fresh("c")] },
        "artifacts": { _ in ["shop"] },
        "artifact analyze": { scene in ["shop", "\(try await scene.analyzed())"] },
        "accept": { scene in ["shop", "\(try await scene.exceeding())", "--reason", "x"] },
        "publish": { ["shop", "a:b", try $0.fixture.folder.write("{}", to: "payload")] },
        "events": { _ in ["shop"] },
        "deliveries": { _ in ["shop"] },
        "delivery": { ["shop", $0.delivery] },
        "redeliver": { ["shop", $0.delivery] },
        "token create": { [await $0.fresh("token")] },
        "token list": { _ in [] },
        "settings": { _ in [] },
        "token revoke": { scene in
            ["\(try await scene.client.createToken(NewToken(name: "gone", scopes: ["read"])).id)"]
        },
        "sign": { ["--secret-file", $0.secret, $0.secret] },
        "verify": { scene in
            let signed = try await CommandLineProgram.run("sign", "--secret-file", scene.secret, scene.secret)
            let signature = signed.output.split(separator: " ").last.map { $0.trimmingCharacters(in: .newlines) } ?? ""
            return ["--secret-file", scene.secret, "--signature", signature, scene.secret]
        },
        "analyze": { [$0.build] },
        "why": { scene in
            let metafile = """
                {"inputs":{"m.js":{"bytes":1,"imports":[{"path":"x.js","kind":"import-statement"}]},"x.js":{"bytes":1,\
                "imports":[]}},"outputs":{"out/m.js":{"bytes":1,"imports":[],"inputs":{},"entryPoint":"m.js"}}}
                """
            _ = try scene.fixture.folder.write(metafile, to: "why/meta.json")
            _ = try scene.fixture.folder.write("1", to: "why/m.js")
            return [scene.fixture.folder.path("why"), "x.js"]
        },
    ]

    /// `import` writes everything to standard error.
    private static let silent: Set<String> = ["import"]

    private static func run(
        _ arguments: [String], _ output: FileHandle, environment: [String: String] = [:]
    ) async throws -> (status: Int32, errors: String) {
        try await CommandLineProgram.onAnotherThread {
            let program = try RunningProgram(arguments, environment: environment, written: output)
            let errors = program.restOfErrors()
            return (program.wait(), errors)
        }
    }

    private static func full() throws -> FileHandle {
        try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    }

    /// The write end of a pipe that nobody reads.
    private static func closedPipe() throws -> FileHandle {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        return pipe.fileHandleForWriting
    }

    @Test(
        "Every command exits with 1 and a sentence; with a closed pipe it ends by SIGPIPE, silently",
        arguments: [[], ["--json"]])
    func commands(_ more: [String]) async throws {
        #expect(Set(Leaf.all.map(\.name)) == Set(Self.rows.keys).union(Self.silent).union(["serve"]))
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(longestRun: 240)
        let scene = try await Scene(fixture, receiver)
        for leaf in Leaf.all where more.isEmpty || leaf.takesJSON {
            guard let row = Self.rows[leaf.name], leaf.name != "backup" || !TestedStore.isPostgres else { continue }
            let command = leaf.name.split(separator: " ").map(String.init)
            let failed = try await Self.run(
                command + row(scene) + more, try Self.full(), environment: scene.environment)
            #expect(failed.status == 1, "\(leaf.name) \(more): \(failed.errors)")
            #expect(failed.errors.contains("No space left on device"), "\(leaf.name) \(more): \(failed.errors)")
            #expect(failed.errors.contains("Error: "), "\(leaf.name) \(more): \(failed.errors)")
            let cut = try await Self.run(
                command + row(scene) + more, try Self.closedPipe(), environment: scene.environment)
            #expect(cut.status == -SIGPIPE, "\(leaf.name) \(more): \(cut.status) \(cut.errors)")
            #expect(!cut.errors.contains("Error"), "\(leaf.name) \(more): \(cut.errors)")
        }
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
    }

    @Test("So do every command's help and the version")
    func help() async throws {
        for arguments in [["--version"], ["--help"], ["token"]]
            + Leaf.all.map({ leaf in
                leaf.name.split(separator: " ").map(String.init) + ["--help"]
            })
        {
            let failed = try await Self.run(arguments, try Self.full())
            #expect(failed.status == 1, "\(arguments)")
            #expect(
                failed.errors == "Error: Standard output can't be written: No space left on device.\n", "\(arguments)")
            let cut = try await Self.run(arguments, try Self.closedPipe())
            #expect(cut.status == -SIGPIPE && cut.errors.isEmpty, "\(arguments)")
        }
    }

    @Test("A command that creates a secret creates none if its output cannot be written")
    func secrets() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        let before = try await client.tokens().items.count
        for output in [try Self.full(), try Self.closedPipe()] {
            for arguments in [["token", "create", "lost"], ["token", "create", "lost", "--json"]] {
                _ = try await Self.run(arguments, output, environment: environment)
            }
            _ = try await Self.run(["admin", "token", "--database", try await fixture.database()], output)
        }
        let closed = try await Self.throughShell("exec \"$@\" >&-", ["token", "create", "lost"], environment)
        #expect(closed.status == 1)
        #expect(closed.errors.contains("Nothing was created"), "\(closed.errors)")
        #expect(try await client.tokens().items.count == before)
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("A created token that could not be shown is revoked again, and a sentence says so")
    func lostToken() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        let before = try await client.tokens().items.map(\.id)
        let file = try fixture.folder.write("", to: "out")
        // The limit takes effect only on a write.
        let lost = try await Self.throughShell(
            "ulimit -f 0; exec \"$@\" >'\(file)'", ["token", "create", "lost"], environment)
        #expect(lost.status == 1)
        #expect(lost.errors.contains("File too large"), "\(lost.errors)")
        #expect(lost.errors.contains("could not be shown, so it was revoked."), "\(lost.errors)")
        #expect(try await client.tokens().items.map(\.id) == before)
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("A closed standard output is not reused for the next opened file, which may be the database")
    func closedDescriptor() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        try await fixture.stop(server, by: SIGTERM)
        let database = try await fixture.database()
        let made = try await Self.throughShell("exec \"$@\" >&- <&-", ["admin", "link", "--database", database], [:])
        #expect(made.status == 1 && made.errors.contains("Bad file descriptor"), "\(made.errors)")
        let listed = try await Self.throughShell("exec \"$@\" >&-", ["--version"], [:])
        #expect(listed.status == 1 && listed.errors.contains("Bad file descriptor"), "\(listed.errors)")
    }

    @Test("A server that cannot print its address continues, and exits with 1 and the sentence")
    func serve() async throws {
        let fixture = try ProgramFixture()
        let arguments = ["serve", "--port", "\(fixture.port)", "--database", try await fixture.database()]
        let key = Data(repeating: 1, count: 32).base64EncodedString()
        let server = try RunningProgram(
            arguments, environment: ["PERFSEE_ADMIN_TOKEN": fixture.token, "PERFSEE_SECRET_KEY": key],
            in: fixture.folder.url, written: try Self.full())
        let line = try await CommandLineProgram.onAnotherThread { server.errorLine(with: "listening on") }
        try #require(line != nil)
        #expect(try await fixture.client().projects().items.isEmpty)
        server.signal(SIGTERM)
        let ended = try await CommandLineProgram.onAnotherThread { (server.restOfErrors(), server.wait()) }
        #expect(ended.1 == 1)
        #expect(ended.0.contains("Standard output can't be written: No space left on device."), "\(ended.0)")
    }

    /// Has the shell set up the program's descriptors and limits: `$@` is the program with its arguments.
    private static func throughShell(
        _ script: String, _ arguments: [String], _ environment: [String: String]
    ) async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.onAnotherThread {
            try RunningProgram(
                ["-c", script, "sh", CommandLineProgram.path] + arguments, of: "/bin/sh", environment: environment
            ).outcome()
        }
    }
}
