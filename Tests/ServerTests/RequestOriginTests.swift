import Domain
import Testing

@testable import Server

@Suite("The origin of a request")
struct RequestOriginTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var what: String
        var peer = "10.0.0.1"
        var forwardedFor: [String] = []
        var trusted = ["10.0.0.0/8", "fd00::/8"]
        var client: String

        var testDescription: String { what }
    }

    static let examples: [Example] = [
        Example(what: "nobody is trusted", forwardedFor: ["192.0.2.1"], trusted: [], client: "10.0.0.1"),
        Example(what: "the peer is not trusted", peer: "192.0.2.9", forwardedFor: ["192.0.2.1"], client: "192.0.2.9"),
        Example(what: "a trusted peer says nothing", client: "10.0.0.1"),
        Example(what: "a trusted peer names its client", forwardedFor: ["192.0.2.1"], client: "192.0.2.1"),
        Example(what: "what the client wrote itself", forwardedFor: ["1.1.1.1, 192.0.2.1"], client: "192.0.2.1"),
        Example(
            what: "two trusted proxies", forwardedFor: ["1.1.1.1, 192.0.2.1 ,\t10.2.0.7"], client: "192.0.2.1"),
        Example(
            what: "more than one header", forwardedFor: ["1.1.1.1", "192.0.2.1", "10.2.0.7"], client: "192.0.2.1"),
        Example(what: "all are trusted", forwardedFor: ["10.3.0.1, 10.2.0.7"], client: "10.3.0.1"),
        Example(
            what: "what is malformed ends the walk", forwardedFor: ["192.0.2.1, nonsense, 10.2.0.7"], client: "10.2.0.7"
        ),
        Example(what: "so does what is empty", forwardedFor: ["192.0.2.1,"], client: "10.0.0.1"),
        Example(what: "so does a port", forwardedFor: ["192.0.2.1:80"], client: "10.0.0.1"),
        Example(what: "so does a bracket", forwardedFor: ["[2001:db8::1]"], client: "10.0.0.1"),
        Example(what: "so does a number too many", forwardedFor: ["192.0.2.256"], client: "10.0.0.1"),
        Example(
            what: "a sign that takes up the proxy's comma does not hide who was there",
            forwardedFor: ["1.1.1.1\u{600}, 192.0.2.1"], client: "192.0.2.1"),
        Example(
            what: "nor does a mark on the comma before", forwardedFor: ["1.1.1.1,\u{301}x, 192.0.2.1"],
            client: "192.0.2.1"),
        Example(
            what: "the peer is a socket that is not trusted", peer: "0.0.0.0", forwardedFor: ["192.0.2.1"],
            client: "0.0.0.0"),
        Example(
            what: "the peer is a trusted socket, whose address a client claims", peer: "0.0.0.0",
            forwardedFor: ["1.1.1.1, 0.0.0.0, 192.0.2.1"], trusted: ["0.0.0.0"], client: "192.0.2.1"),
        Example(what: "IPv6", peer: "fd00::1", forwardedFor: ["2001:db8::1"], client: "2001:db8::1"),
        Example(
            what: "IPv4 as a socket for both shows it", peer: "::ffff:10.0.0.1", forwardedFor: ["::ffff:192.0.2.1"],
            client: "192.0.2.1"),
    ]

    @Test("The client is the rightmost address that is not a trusted proxy's", arguments: examples)
    func client(_ example: Example) throws {
        let origin = RequestOrigin(
            peer: try #require(IPAddress(example.peer)), forwardedFor: example.forwardedFor,
            trusted: try example.trusted.map { try CIDR(parsing: $0) })
        #expect(origin.client.description == example.client)
    }

    @Test(
        "The network is the address itself with IPv4, and a /64 with IPv6",
        arguments: [
            ("192.0.2.1", "192.0.2.1/32"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.1", "192.0.2.1/32"),
        ])
    func network(address: String, network: String) throws {
        let origin = RequestOrigin(peer: try #require(IPAddress(address)), trusted: [])
        #expect(origin.network.description == network)
    }

    @Test(
        "A request is secure if the connected trusted proxy says that it came over TLS",
        arguments: [
            ("10.0.0.1", ["https"], true), ("10.0.0.1", ["HTTPS"], true), ("10.0.0.1", ["http, https"], true),
            ("10.0.0.1", ["https", "http"], false), ("10.0.0.1", ["https,"], false), ("10.0.0.1", [], false),
            ("10.0.0.1", ["x\u{600},https"], true), ("10.0.0.1", ["http"], false), ("192.0.2.1", ["https"], false),
            ("::ffff:10.0.0.1", ["https"], true),
        ] as [(String, [String], Bool)])
    func secure(peer: String, proto: [String], isSecure: Bool) throws {
        let origin = RequestOrigin(
            peer: try #require(IPAddress(peer)), forwardedProto: proto, trusted: [try CIDR(parsing: "10.0.0.0/8")])
        #expect(origin.isSecure == isSecure)
    }
}
