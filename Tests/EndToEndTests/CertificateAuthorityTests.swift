import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@testable import perfsee

@Suite("Certificate authorities of the operator", .timeLimit(.minutes(2)))
struct CertificateAuthorityTests {
    /// The first attempt of a delivery to a receiver with a certificate of the tests' own authority.
    private func attempt(with variables: [String: String], in folder: CommandLineFolder) async throws -> Attempt {
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server()) { _ in .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(variables: variables)
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let webhook = try await client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
        let attempt = try await client.attemptOfPing(webhook.id, of: "shop")
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
        return attempt
    }

    @Test("A receiver of an unknown authority is refused; --ca-file adds it, and SSL_CERT_FILE replaces the system's")
    func authorities() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(TestCertificates.authorityPEM, to: "ca.pem")
        #expect(try await attempt(with: [:], in: folder).reason == "tls")
        #expect(try await attempt(with: ["PERFSEE_CA_FILE": file], in: folder).isSuccess)
        #expect(try await attempt(with: ["SSL_CERT_FILE": file], in: folder).isSuccess)
    }

    /// A client command against a server with a certificate of the tests' own authority.
    private func command(
        _ arguments: [String], _ variables: [String: String], to server: ScriptedReceiver, in folder: CommandLineFolder
    ) async throws -> CommandLineProgram.Outcome {
        let environment = ["PERFSEE_URL": server.url(host: "127.0.0.1", path: ""), "PERFSEE_TOKEN": "psee_test"]
        return try await CommandLineProgram.onAnotherThread {
            try RunningProgram(arguments, environment: environment.merging(variables) { $1 }, in: folder.url).outcome()
        }
    }

    @Test("A command refuses a server of an unknown authority and says what to do; --ca-file or a variable adds it")
    func commands() async throws {
        let server = try await ScriptedReceiver.start(tls: TestCertificates.server()) { request in
            request.requestLine.hasPrefix("GET /api/v1/projects")
                ? .answer(
                    200, headers: [("Content-Type", "application/json")], body: #"{"items":[],"nextCursor":null}"#)
                : .answer(404)
        }
        let folder = try CommandLineFolder()
        let file = try folder.write(TestCertificates.authorityPEM, to: "ca.pem")
        _ = try folder.write("let a = 1", to: "dist/main.js")
        let list = ["project", "list"]
        let upload = ["upload", "dist", "--project", "shop", "--branch", "main", "--commit", "50fae89"]
        for arguments in [list, upload] {
            let refused = try await command(arguments, [:], to: server, in: folder)
            #expect(refused.status == 1 && server.requests.isEmpty)
            #expect(refused.errors.contains("The certificate of https://127.0.0.1:\(server.port) is not trusted"))
            #expect(refused.errors.contains(AuthorityEnvironment.advice) && !refused.errors.contains("Waiting"))
        }
        for variable in ["PERFSEE_CA_FILE", "SSL_CERT_FILE"] {
            let accepted = try await command(list, [variable: file], to: server, in: folder)
            #expect(accepted.status == 0 && accepted.output.hasPrefix("No projects yet"), "\(accepted)")
        }
        let flagged = try await command(list + ["--ca-file", file], [:], to: server, in: folder)
        #expect(flagged.status == 0, "\(flagged)")
        let before = server.requests.count
        _ = try await command(upload, ["PERFSEE_CA_FILE": file], to: server, in: folder)
        #expect(server.requests.count > before)
        await server.stop()
    }

    @Test("A command that talks TLS refuses a file without certificates; one that does not never reads it")
    func unreadableForCommand() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write("no certificate", to: "ca.pem")
        let sources =
            [
                ("PERFSEE_CA_FILE", ["PERFSEE_CA_FILE": file], []), ("SSL_CERT_FILE", ["SSL_CERT_FILE": file], []),
                ("--ca-file", ["PERFSEE_CA_FILE": "/dev/null"], ["--ca-file", file]),
            ] as [(String, [String: String], [String])]
        for (source, variables, flags) in sources {
            for url in ["https://127.0.0.1:1", "http://127.0.0.1:1"] {
                let environment = variables.merging(["PERFSEE_URL": url, "PERFSEE_TOKEN": "psee_test"]) { $1 }
                let outcome = try await CommandLineProgram.onAnotherThread {
                    try RunningProgram(["project", "list"] + flags, environment: environment).outcome()
                }
                let sentence = "\(source) must be a file with certificates in PEM format that this user can read"
                #expect(outcome.status == 1 && outcome.errors.contains(sentence) == url.hasPrefix("https"))
            }
        }
    }

    @Test(
        "A file without certificates keeps the server from starting", arguments: ["PERFSEE_CA_FILE", "SSL_CERT_FILE"])
    func unreadable(_ variable: String) async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write("no certificate", to: "ca.pem")
        for path in [file, folder.path("missing.pem")] {
            let outcome = try await CommandLineProgram.run("serve", environment: [variable: path], in: folder.url)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(variable) must be a file with certificates in PEM format"))
        }
    }
}
