import Foundation
import PerfseeSDK
import ProgramSupport
import Testing

@testable import perfsee

@Suite("The command line: webhook rotate")
struct CommandLineRotateTests {
    @Test("Standard output has only the new secret, and standard error says what happens to the previous one")
    func rotates() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let webhook = try await client.createWebhook(NewWebhook(url: "http://127.0.0.1:9/"), in: "shop")
        let id = String(webhook.id)

        let first = try await Self.run(fixture, id)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.wholeMatch(of: /whsec_[A-Za-z0-9+\/]+=*\n/) != nil)
        #expect(first.errors == "Deliveries are now signed with the new secret only.\n")
        #expect(try await client.webhook(webhook.id, of: "shop").hasSecret)

        let file = try fixture.folder.write("from a file\n", to: "secret")
        let chosen = try await Self.run(fixture, id, "--secret-file", file, "--overlap", "3600")
        #expect(chosen.output == "from a file\n")
        #expect(chosen.errors.hasPrefix("The previous secret stays valid until 20"))

        // The variable holds the current secret: rotating to that would change nothing.
        let variable = ["PERFSEE_WEBHOOK_SECRET": "from a variable"]
        let last = try await Self.run(fixture, id, "--overlap", "0", "--json", environment: variable)
        let rotated = try Self.rotated(last.output)
        #expect(rotated.secret.hasPrefix("whsec_") && rotated.overlapUntil == nil)
        #expect(last.errors.isEmpty)

        let missing = try await Self.run(fixture, "99")
        #expect(missing.status == 1 && missing.output.isEmpty)
        #expect(missing.errors.contains("This webhook does not exist in this project."))
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("A secret is rotated in two steps: nothing is signed with the prepared one until it is switched to")
    func inTwoSteps() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let webhook = try await client.createWebhook(NewWebhook(url: "http://127.0.0.1:9/", secret: "old"), in: "shop")
        let id = String(webhook.id)

        let early = try await Self.run(fixture, id, "--switch")
        #expect(early.status == 1 && early.errors.contains("The webhook has no prepared secret."))
        let prepared = try await Self.run(fixture, id, "--prepare")
        #expect(prepared.output.wholeMatch(of: /whsec_[A-Za-z0-9+\/]+=*\n/) != nil, "\(prepared.errors)")
        #expect(prepared.errors.contains("`perfsee webhook rotate shop \(id) --switch`"))
        #expect(try await client.webhook(webhook.id, of: "shop").hasPreparedSecret == true)
        let switched = try await Self.run(fixture, id, "--switch", "--overlap", "3600")
        #expect(switched.output.hasPrefix("The previous secret stays valid until 20"), "\(switched.errors)")
        #expect(try await client.webhook(webhook.id, of: "shop").hasPreparedSecret == false)
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test("The end of the overlap is given to the second")
    func sentence() throws {
        let rotated = try Self.rotated(#"{"secret":"s","overlapUntil":100}"#)
        #expect(
            Webhooks.Rotate.sentence(about: rotated)
                == "The previous secret stays valid until 2001-01-01T00:01:40Z, for webhook-signature only. "
                + "A receiver that checks X-Perfsee-Signature-256 needs the new secret now.")
        let alone = try Self.rotated(#"{"secret":"s"}"#)
        #expect(Webhooks.Rotate.sentence(about: alone) == "Deliveries are now signed with the new secret only.")
    }

    private static func rotated(_ json: String) throws -> RotatedSecret {
        try JSONDecoder().decode(RotatedSecret.self, from: Data(json.utf8))
    }

    private static func run(
        _ fixture: ProgramFixture, _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> CommandLineProgram.Outcome {
        let environment = environment.merging(["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]) { $1 }
        return try await CommandLineProgram.onAnotherThread {
            try RunningProgram(["webhook", "rotate", "shop"] + arguments, environment: environment).outcome()
        }
    }
}
