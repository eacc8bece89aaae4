import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@testable import perfsee

@Suite("The command line: projects, members, applications, replays and event types", .timeLimit(.minutes(3)))
struct CommandLineManagementTests {
    private struct Scene {
        let fixture: ProgramFixture
        let client: PerfseeClient

        static func with(_ body: (Scene) async throws -> Void) async throws {
            let fixture = try ProgramFixture()
            let server = try await fixture.start()
            let client = try fixture.client()
            _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
            try await body(Scene(fixture: fixture, client: client))
            try await fixture.stop(server, by: SIGTERM)
        }

        /// The output of a command that succeeds.
        func output(_ arguments: String...) async throws -> String {
            let outcome = try await outcome(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome.output
        }

        /// The message of a command that fails.
        func failure(_ arguments: String...) async throws -> String {
            let outcome = try await outcome(arguments)
            #expect(outcome.status == 1 && outcome.output.isEmpty, "\(arguments): \(outcome.output)")
            return outcome.errors
        }

        func outcome(_ arguments: [String]) async throws -> CommandLineProgram.Outcome {
            let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
            return try await CommandLineProgram.onAnotherThread {
                try RunningProgram(arguments, environment: environment).outcome()
            }
        }
    }

    private static func json<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        }
        return try decoder.decode(type, from: Data(text.utf8))
    }

    @Test("A project is changed field by field, and deleted")
    func project() async throws {
        try await Scene.with { scene in
            let shown = try await scene.output("project", "update", "shop", "--namespace", "acme", "--public")
            #expect(shown.contains("acme/b (Unknown)") && shown.contains("anyone"))
            let changed: Project = try Self.json(
                try await scene.output(
                    "project", "update", "shop", "--baseline-branch", "develop", "--private", "--json"))
            #expect(changed.namespace == "acme" && changed.baselineBranch == "develop" && !changed.isPublic)
            _ = try await scene.output("project", "update", "shop", "--no-baseline-branch")
            #expect(try await scene.client.project("shop").baselineBranch == nil)
            #expect(try await scene.failure("project", "update", "shop", "--host", "elsewhere").contains("host: "))
            #expect(try await scene.output("project", "delete", "shop") == "Deleted project shop.\n")
            #expect(try await scene.client.projects().items.isEmpty)
            #expect(try await scene.failure("project", "delete", "shop").contains("does not exist"))
        }
    }

    @Test("The server's settings are shown and changed, and a self-hosted repository is named and forgotten")
    func settings() async throws {
        try await Scene.with { scene in
            #expect(try await scene.output("settings") == "Project creators: admins\n")
            let changed = try await scene.output("settings", "--project-creators", "everyone", "--json")
            #expect(try Self.json(changed, as: ServerSettings.self).projectCreators == "everyone")
            #expect(try await scene.client.settings().projectCreators == "everyone")
            #expect(try await scene.failure("settings", "--project-creators", "nobody").contains("projectCreators: "))
            let url = "https://git.example.com/a/b"
            #expect(try await scene.output("project", "update", "shop", "--repository-url", url).contains(url))
            #expect(try await scene.client.project("shop").repositoryUrl == url)
            _ = try await scene.output("project", "update", "shop", "--no-repository-url")
            #expect(try await scene.client.project("shop").repositoryUrl == nil)
        }
    }

    @Test("An application is created, added to a project, given another role, removed and deleted")
    func members() async throws {
        try await Scene.with { scene in
            #expect(try await scene.output("application", "list").hasPrefix("No applications yet."))
            let made = try await scene.output("application", "create", "dashboard")
            let application = try #require(try await scene.client.applications().items.first)
            #expect(made.hasPrefix("Created application dashboard (account \(application.id))."))
            let account = "\(application.id)"
            #expect(try await scene.output("application", "list").contains("dashboard"))

            let added = try await scene.output("member", "add", "shop", "--application", "dashboard")
            #expect(added == "Added dashboard (account \(account)) with the role read.\n")
            let changed: Member = try Self.json(
                try await scene.output("member", "update", "shop", account, "--role", "admin", "--json"))
            #expect(changed.role == "admin" && changed.kind == "application")
            let list = try await scene.output("member", "list", "shop")
            #expect(list.contains("ACCOUNT") && list.contains("dashboard") && list.contains("admin"))
            #expect(
                try await scene.output("member", "remove", "shop", account) == "Removed account \(account) from shop.\n"
            )
            #expect(try await scene.client.members(of: "shop").items.allSatisfy { $0.account != application.id })
            let unknown = try await scene.failure("member", "add", "shop", "--email", "nobody@example.com")
            #expect(unknown.contains("email: "))

            #expect(try await scene.output("application", "delete", account) == "Deleted application \(account).\n")
            #expect(try await scene.client.applications().items.isEmpty)
        }
    }

    @Test("A webhook for an event type that nobody has published is created and changed, with a warning")
    func webhookWarnings() async throws {
        try await Scene.with { scene in
            let create = [
                "webhook", "create", "shop", "--url", "https://a.example", "--event-type", "bundle-*,deploy:*",
            ]
            let made = try await scene.outcome(create)
            #expect(made.status == 0 && made.output.hasPrefix("Created webhook 1."))
            let unknown = "matches none of Perfsee's event types, and none that this project has published so far."
            let lines = made.errors.split(separator: "\n").map(String.init)
            #expect(
                lines == [
                    "Warning: `bundle-*` \(unknown) Did you mean `bundle:*`?", "Warning: `deploy:*` \(unknown)",
                ])
            let json = try await scene.outcome(create + ["--json"])
            let webhook: Webhook = try Self.json(json.output)
            #expect(webhook.warnings?.map(\.field) == ["eventType", "eventType"] && !json.errors.isEmpty)
            _ = try await scene.client.publish("deploy:done", payload: Array("{}".utf8), to: "shop")
            let changed = try await scene.outcome(["webhook", "update", "shop", "1", "--event-type", "deploy:*,size"])
            #expect(changed.status == 0 && changed.errors == "Warning: `size` \(unknown)\n")
            let refused = try await scene.failure("webhook", "update", "shop", "1", "--event-type", "bundle-finished")
            #expect(refused.contains("Did you mean `bundle:finished`?"))
        }
    }

    @Test("A replay redelivers what was sent; with --wait, the command ends when the replay does")
    func replay() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await Scene.with { scene in
            let webhook = try await scene.client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
            let id = "\(webhook.id)"
            let follower = try RunningProgram(
                ["deliveries", "shop", "--follow", "--state", "delivered"],
                environment: ["PERFSEE_URL": scene.fixture.url, "PERFSEE_TOKEN": scene.fixture.token])
            _ = try await scene.client.publish("a:b", payload: Array("{}".utf8), to: "shop")
            let line = try await CommandLineProgram.onAnotherThread { follower.line(with: "a:b") }
            #expect(line?.contains("✓ Delivered") == true)
            let shown = try await scene.output(
                "replay", "create", "shop", id, "--since", "1h", "--state", "delivered", "--wait")
            #expect(shown.contains("✓ Redelivery of 1 delivery started"))
            let again = try await CommandLineProgram.onAnotherThread { follower.line(with: "a:b") }
            #expect(again?.contains("✓ Delivered") == true)
            follower.signal(SIGTERM)

            let none: Replay = try Self.json(
                try await scene.output(
                    "replay", "create", "shop", id, "--since", "2024-01-01T00:00:00Z", "--until",
                    "2024-01-02T00:00:00Z", "--wait", "--json"))
            #expect(none.state == "done" && none.total == 0)
            let one = try await scene.output("replay", "show", "shop", id, "\(none.id)", "--wait")
            #expect(one.contains("✓ Redelivery of 0 deliveries started"))
            #expect(try await scene.failure("replay", "show", "shop", id, "99").contains("replay"))
        }
        await receiver.stop()
    }

    @Test("The catalog's event types are listed, with their schemas in JSON")
    func eventTypes() async throws {
        try await Scene.with { scene in
            let table = try await scene.output("event-types")
            #expect(table.contains("bundle:finished") && table.contains("bundle-finished"))
            let json = try await scene.output("event-types", "--json")
            #expect(json.contains(#""$schema""#) && json.contains(#""example""#))
        }
    }

    @Test(
        "A time is ISO 8601, or how long ago it was",
        arguments: [
            ("2024-02-29T12:00:00Z", 1_709_208_000), ("2024-02-29T12:00:00.500Z", 1_709_208_000.5),
            ("90m", 2_000_000_000 - 5_400), ("2d", 2_000_000_000 - 172_800), ("0s", 2_000_000_000),
        ] as [(String, Double)])
    func time(_ text: String, _ seconds: Double) throws {
        let time = try #require(PastTime(text, now: Date(timeIntervalSince1970: 2_000_000_000)))
        #expect(time.date.timeIntervalSince1970 == seconds)
    }

    @Test("Anything else is no time", arguments: ["", "d", "-1d", "1w", "1.5h", "yesterday", "2024-02-29"])
    func noTime(_ text: String) {
        #expect(PastTime(text, now: Date()) == nil)
    }
}
