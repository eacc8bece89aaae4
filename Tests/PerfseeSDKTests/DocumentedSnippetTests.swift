import Foundation
import PerfseeSDK
import Signing
import Testing

/// The documentation's samples, compiled and run.
@Suite("Documentation samples")
struct DocumentedSnippetTests {
    @Test("The sample for receivers in Swift works and is what the guide shows")
    func receivers() throws {
        let secret = "whsec_c29tZSBieXRlcyB0aGF0IGFyZSBzZWNyZXQ="
        let entry = try Catalog.entry("bundle:finished")
        let body = try entry.body(payload: entry.example)
        let timestamp = Int64(Date().timeIntervalSince1970)
        let signed = try WebhookSigner(WebhookSecret(secret)).headers(deliveryID: "d", timestamp: timestamp, body: body)
        let headers = [
            "webhook-id": "d", "webhook-timestamp": String(timestamp), "webhook-signature": signed.standard,
        ]
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }
        // sample: docs/receivers.md
        let verifier = try WebhookVerifier(secret: secret)
        let delivery = try verifier.verify(headers: headers, body: body)
        switch try delivery.event() {
        case .bundleFinished(let event): print(event.project.id, event.artifact.score ?? 0)
        case .other(let event): print(event.eventType, event.payload.count)
        default: break
        }
        // end
        #expect(printed == ["perfsee 57"])
    }

    @Test("Every sample in this file is in the document that it names")
    func samplesAreShown() throws {
        let root = Catalog.file.deletingLastPathComponent().deletingLastPathComponent()
        let lines = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let start = try #require(lines.firstIndex { $0.hasPrefix("// sample: ") })
        let sample = lines[(start + 1)...].prefix { $0 != "// end" }
        let document = root.appending(path: String(lines[start].dropFirst("// sample: ".count)))
        let shown = try String(contentsOf: document, encoding: .utf8)
        #expect(sample.count > 5)
        #expect(shown.contains(sample.joined(separator: "\n")))
    }
}
