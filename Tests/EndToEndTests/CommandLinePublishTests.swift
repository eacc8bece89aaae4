import ProgramSupport
import Testing

@testable import perfsee

@Suite("The command line: publish")
struct CommandLinePublishTests {
    @Test(
        "What is JSON is taken",
        arguments: [
            #"{}"#, #" { "a" : [ ] , "b":{"c":[1,-0.5e+3,"\u00e9\n",true,false,null,{}]} } "#,
            "[[],[{}]]", "0", "\"é\"\n",
        ])
    func whole(_ text: String) {
        #expect(JSONGrammar.fault(in: Array(text.utf8)) == nil)
    }

    @Test(
        "What is not JSON is refused at its first bad byte, or at its end",
        arguments: [
            (#"{"a":1"#, 6), (#"{"a":}"#, 5), (#"{"a":1}}"#, 7), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"{"a" 1}"#, 5),
            (#"[1 2]"#, 3), (#"[01]"#, 2), (#"[1.]"#, 3), (#"["\x"]"#, 3), ("[\"\n\"]", 2), (#"{} , {}"#, 3),
            (#"[tru]"#, 4), (#"{"a"#, 3), (" ", 1), ("[}", 1),
        ])
    func broken(_ text: String, _ byte: Int) {
        #expect(JSONGrammar.fault(in: Array(text.utf8)) == byte)
    }

    @Test("The byte of a payload that is not JSON is the file's own")
    func refused() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(#"{"data": nothing}"#, to: "order.json")
        // Nobody listens there, and nobody is asked.
        let environment = ["PERFSEE_URL": "http://127.0.0.1:1", "PERFSEE_TOKEN": "token"]
        let named = try await CommandLineProgram.run(
            "publish", "shop", "shop:order-placed", file, environment: environment)
        #expect(named.status == 1)
        #expect(named.errors.contains("\(file) is not JSON: byte 10 does not belong there."))
        let piped = try await CommandLineProgram.run(
            "publish", "shop", "shop:order-placed", "-", environment: environment, input: #"{"data":"#)
        #expect(piped.status == 1)
        #expect(piped.errors.contains("Standard input is not JSON: it ends too early, at byte 8."))
    }
}
