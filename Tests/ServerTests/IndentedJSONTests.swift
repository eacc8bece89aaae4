import Testing

@testable import Server

@Suite("Indented JSON")
struct IndentedJSONTests {
    @Test(
        "Every token stays as it was sent, in order",
        arguments: [
            ("{}", "{}"), ("[ ]", "[]"), ("{ \t}", "{}"), ("1.50e+3", "1.50e+3"), (#""a b""#, #""a b""#),
            (#"{"b":1,"a":2}"#, "{\n  \"b\": 1,\n  \"a\": 2\n}"),
            (#"{"a":{},"b":[],"c":[[]]}"#, "{\n  \"a\": {},\n  \"b\": [],\n  \"c\": [\n    []\n  ]\n}"),
            (#"[10000000000000000000001,0.10,-0]"#, "[\n  10000000000000000000001,\n  0.10,\n  -0\n]"),
            (#"["\u00e9\/\"{[,:]}\\"]"#, "[\n  \"\\u00e9\\/\\\"{[,:]}\\\\\"\n]"),
            ("[true,\n null ,false]", "[\n  true,\n  null,\n  false\n]"),
            (#"{"a":1,"a":2}"#, "{\n  \"a\": 1,\n  \"a\": 2\n}"),
        ])
    func laidOut(json: String, text: String) {
        #expect(IndentedJSON.text(of: Array(json.utf8)) == text)
    }

    @Test("Text that is not JSON stays as it is", arguments: ["", "{", "{\"a\":1", "<p>", "{} x", "\"\\x\"", "[1,]"])
    func noJSON(_ text: String) {
        #expect(IndentedJSON.text(of: Array(text.utf8)) == nil)
    }
}
