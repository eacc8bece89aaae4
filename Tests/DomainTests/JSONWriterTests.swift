import Domain
import Foundation
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test("Fields keep their order, and nesting keeps its commas")
    func order() {
        let text = written { json in
            json.object { json in
                json.integer("z", 1)
                json.array("a") { json in
                    json.string(nil, "x")
                    json.object { _ in }
                    json.array { _ in }
                    json.null()
                }
                json.bool("b", true)
                json.raw("r", "[1]".utf8)
                json.string("n", nil)
                json.integer("i", Int?.none)
                json.time("t", Timestamp(milliseconds: 1_671_405_124_076))
            }
        }
        #expect(
            text
                == #"{"z":1,"a":["x",{},[],null],"b":true,"r":[1],"n":null,"i":null,"t":"2022-12-18T23:12:04.076Z"}"#)
    }

    @Test(
        "Strings are escaped as far as JSON requires and no further",
        arguments: [
            ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#),
            ("\u{7F}é🔑", "\"\u{7F}é🔑\""), ("\u{2028}\u{2029}", "\"\u{2028}\u{2029}\""), ("", "\"\""),
            ("\r\n", #""\r\n""#),
        ])
    func escapes(text: String, json: String) throws {
        let bytes = written { $0.string(nil, text) }
        #expect(bytes == json)
        let parsed = try JSONSerialization.jsonObject(with: Data(bytes.utf8), options: .fragmentsAllowed)
        #expect(parsed as? String == text)
    }

    @Test("Keys are escaped like strings")
    func keys() {
        #expect(written { $0.object { $0.integer("a\"\n", 1) } } == #"{"a\"\n":1}"#)
    }

    @Test(
        "Numbers are rounded to three decimals, and non-finite ones become null",
        arguments: [
            (1.0, "1"), (0.0005, "0.001"), (1.2344, "1.234"), (-2.5, "-2.5"), (.nan, "null"), (.infinity, "null"),
            (-0.0001, "0"),
        ])
    func numbers(value: Double, json: String) {
        #expect(written { $0.number(nil, value) } == json)
    }

    @Test("The largest numbers are valid JSON", arguments: [1e15, 1e16, 1e300, Double.greatestFiniteMagnitude, -1e308])
    func largeNumbers(value: Double) throws {
        let text = written { $0.number(nil, value) }
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        #expect((parsed as? NSNumber)?.doubleValue == value)
    }

    @Test("Integers are written in full")
    func integers() {
        #expect(written { $0.integer(nil, Int64.min) } == "-9223372036854775808")
        #expect(written { $0.integer(nil, UInt64.max) } == "18446744073709551615")
    }
}
