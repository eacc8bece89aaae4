import HTTPTypes
import Testing

@testable import Server

@Suite("A header's value")
struct HTTPFieldsTests {
    private static let fields: HTTPFields = [
        .contentType: "application/json", .accept: "text/html", .accept: "text/plain", .userAgent: "",
    ]

    @Test("It is what the fields' own subscript says, also of several fields, an empty one and one that is not there")
    func same() {
        for name in [HTTPField.Name.contentType, .accept, .userAgent, .authorization] {
            #expect(Self.fields.value(of: name) == Self.fields[name])
        }
        #expect(Self.fields.value(of: .accept) == "text/html, text/plain")
    }

    @Test("A name's case does not matter")
    func cases() throws {
        #expect(Self.fields.value(of: try #require(HTTPField.Name("CONTENT-type"))) == "application/json")
    }
}
