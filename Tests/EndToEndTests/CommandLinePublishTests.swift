import Foundation
import PerfseeSDK
import ProgramSupport
import Testing

@Suite("The command line: publish")
struct CommandLinePublishTests {
    @Test("The byte position of an error in a payload counts from the start of the file")
    func refused() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(#"{"data": nothing}"#, to: "order.json")
        // Nothing listens there, and no request is sent.
        let environment = ["PERFSEE_URL": "http://127.0.0.1:1", "PERFSEE_TOKEN": "token"]
        let named = try await CommandLineProgram.run(
            "publish", "shop", "shop:order-placed", file, environment: environment)
        #expect(named.status == 1)
        #expect(named.errors.contains("\(file) is not valid JSON: unexpected byte at offset 10."))
        let piped = try await CommandLineProgram.run(
            "publish", "shop", "shop:order-placed", "-", environment: environment, input: #"{"data":"#)
        #expect(piped.status == 1)
        #expect(
            piped.errors.contains("Standard input is not valid JSON: it ends at offset 8, in the middle of a value."))
    }

    @Test("A file of events is published in batches, and again without a second event")
    func batches() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        _ = try await fixture.client().createProject(
            NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        let lines = (1...2_500).map { #"{"eventType":"a:b","payload":{"n":\#($0)}}"# }
        func publish(_ lines: [String]) async throws -> CommandLineProgram.Outcome {
            try await CommandLineProgram.run(
                "publish", "shop", "--batch", "--idempotency-key", "import", environment: environment,
                input: lines.joined(separator: "\n"))
        }
        for _ in 1...2 {
            let outcome = try await publish(lines)
            #expect(outcome.output == "Published 2500 events, with 0 deliveries, in 3 batches.\n", "\(outcome.errors)")
        }
        let bad = try await publish(lines + ["{"])
        #expect(bad.status == 1)
        #expect(bad.errors.contains("Line 2501 is not valid JSON"), "\(bad.errors)")
        #expect(bad.errors.contains("The 2000 events before that batch were published."))
        let refused = try await publish(lines + [#"{"eventType":"A","payload":{}}"#])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("Count lines from line 2001 of the input."), "\(refused.errors)")
        let file = try fixture.folder.write(#"{"eventType":"a:c","payload":{}}"#, to: "event.ndjson")
        let json = try await CommandLineProgram.run(
            "publish", "shop", "--batch", file, "--json", environment: environment)
        #expect(json.output.hasPrefix(#"{"deliveries":0,"id":"#), "\(json.output) \(json.errors)")
        let typed = try await CommandLineProgram.run(
            "publish", "shop", "a:b", file, "--batch", environment: environment)
        #expect(typed.errors.contains("With --batch, name the project and the file only."))
        try await fixture.stop(server, by: SIGTERM)
    }
}
