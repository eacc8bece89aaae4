import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

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
        let id = try await client.pingWebhook(webhook.id, of: "shop")
        let deadline = ContinuousClock.now + .seconds(20)
        var attempts: [Attempt] = []
        while attempts.isEmpty, ContinuousClock.now < deadline {
            attempts = try await client.delivery(id, of: "shop").attempts ?? []
            if attempts.isEmpty { await Pause.beforeNextLook() }
        }
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
        return try #require(attempts.first)
    }

    @Test("A receiver of an unknown authority is refused; --ca-file adds it, and SSL_CERT_FILE replaces the system's")
    func authorities() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(TestCertificates.authorityPEM, to: "ca.pem")
        #expect(try await attempt(with: [:], in: folder).reason == "tls")
        #expect(try await attempt(with: ["PERFSEE_CA_FILE": file], in: folder).isSuccess)
        #expect(try await attempt(with: ["SSL_CERT_FILE": file], in: folder).isSuccess)
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
