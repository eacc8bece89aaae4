import Foundation
import PerfseeSDK
import ProgramSupport
import Signing
import TestSupport
import Testing

@Suite("The wire contract, end to end")
struct WireContractTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let payload = #"{ "b":1.0,"a" : "\u00fc 秘密" }"#

    @Test("A published event arrives byte for byte as specified by the contract")
    func bytes() async throws {
        try await Self.withRequest { request, receiver, webhook in
            let body = #"{"eventType":"shop:order-placed","payload":\#(Self.payload)}"#
            let id = try #require(request["X-Perfsee-Delivery"])
            let timestamp = try #require(request["webhook-timestamp"])
            let secret = try WebhookSecret(Self.secret)
            let perfsee = PerfseeSignature.sign(Array(body.utf8), with: secret)
            let standard = StandardWebhooksSignature.sign(
                id: id, timestamp: try #require(Int64(timestamp)), body: Array(body.utf8), with: secret)
            let expected = """
                POST /hook HTTP/1.1\r
                Host: 127.0.0.1:\(receiver.port)\r
                Accept: */*\r
                content-type: application/json\r
                User-Agent: Perfsee-Hookshot/1\r
                X-Perfsee-Delivery: \(id)\r
                X-Perfsee-Event: shop-order-placed\r
                X-Perfsee-Hook-ID: \(webhook)\r
                X-Perfsee-Hook-Project: wire\r
                X-Perfsee-Signature-256: \(perfsee)\r
                webhook-id: \(id)\r
                webhook-timestamp: \(timestamp)\r
                webhook-signature: \(standard)\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)
                """
            #expect(String(decoding: request.bytes, as: UTF8.self) == expected)
            #expect(UUID(uuidString: id) != nil)
        }
    }

    @Test("Node's crypto and PyPI's standardwebhooks verify what was sent")
    func independentImplementations() async throws {
        try await Self.withRequest { request, _, _ in
            let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first }
            let capture: [String: Any] = [
                "secret": Self.secret, "headers": headers, "body": String(decoding: request.body, as: UTF8.self),
            ]
            let input = try JSONSerialization.data(withJSONObject: capture)
            let outcome = try await Self.verifyIndependently(input)
            #expect(outcome.status == 0, "\(outcome.output)")
            // A check that cannot fail proves nothing: the same delivery with another body must be refused.
            var forged = capture
            forged["body"] = "{}"
            let refused = try await Self.verifyIndependently(try JSONSerialization.data(withJSONObject: forged))
            #expect(refused.status == 1)
        }
    }

    private static func withRequest(
        _ check: (ReceivedRequest, _ receiver: ScriptedReceiver, _ webhook: Int) async throws -> Void
    ) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(
            NewProject(id: "wire", host: "Unknown", namespace: "perfsee", name: "wire"))
        let webhook = try await client.createWebhook(NewWebhook(url: receiver.url, secret: secret), in: "wire")
        _ = try await client.publish("shop:order-placed", payload: Array(payload.utf8), to: "wire")
        try await check(try await receiver.request(1), receiver, webhook.id)
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
    }

    private static func verifyIndependently(_ input: Data) async throws -> (status: Int32, output: String) {
        try await CommandLineProgram.onAnotherThread {
            let file = FileManager.default.temporaryDirectory.appending(path: "perfsee-capture-\(UUID().uuidString)")
            try input.write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let output = Pipe()
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = [root.appending(path: "scripts/verify-independent.sh").path, file.path]
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }
    }

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }
}
