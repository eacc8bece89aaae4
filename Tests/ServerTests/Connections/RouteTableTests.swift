import HTTPTypes
import Testing

@testable import Server

@Suite("Supported methods of a path")
struct RouteTableTests {
    private static let table = RouteTable([
        (.get, "/"), (.get, "/things"), (.post, "/things"), (.get, "/things/{id}"), (.delete, "/things/{id}"),
        (.post, "/things/{id}/ping"),
    ])

    @Test(
        "They are found by the path's template, with HEAD where there is GET",
        arguments: [
            ("/", "GET HEAD"), ("/things", "GET POST HEAD"), ("/things/", "GET POST HEAD"),
            ("/things/7", "GET DELETE HEAD"), ("/things/7/ping", "POST"), ("/things/7/pong", ""), ("/other", ""),
            ("/things/\u{301}", "GET DELETE HEAD"), ("/things\u{301}", ""),
        ])
    func methods(_ path: String, _ expected: String) {
        #expect(Self.table.methods(at: path).map(\.rawValue).joined(separator: " ") == expected)
    }
}
