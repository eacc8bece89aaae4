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
}
