import Domain
import Testing

@testable import Delivery

@Suite("The egress rules")
struct EgressPolicyTests {
    @Test(
        "Each range is blocked from its first address to its last, and its neighbours are not",
        arguments: [
            ("0.0.0.0", "0.255.255.255", nil, "1.0.0.0"),
            ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
            ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
            ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
            ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
            ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
            ("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
            ("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"),
            ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
            ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
            ("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"),
            ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"),
            ("224.0.0.0", "255.255.255.255", "223.255.255.255", nil),
            ("::", "::1", nil, nil),
            ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", nil, nil),
            ("100::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, "2000::"),
            (
                "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:200::"
            ),
            ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::"),
            ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::"),
            ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", nil),
            ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, nil),
            ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, nil),
            ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, nil),
            ("ff00::", "ff02::1", nil, nil),
        ] as [(String, String, String?, String?)])
    func edges(_ first: String, _ last: String, _ before: String?, _ after: String?) throws {
        let policy = EgressPolicy()
        for blocked in [first, last] { #expect(!policy.isAllowed(try #require(IPAddress(blocked)))) }
        for open in [before, after] {
            if let open { #expect(policy.isAllowed(try #require(IPAddress(open)))) }
        }
    }

    @Test(
        "IPv6 that carries an IPv4 address is judged by it",
        arguments: [
            ("::ffff:127.0.0.1", false), ("::ffff:8.8.8.8", true), ("::127.0.0.1", false), ("::8.8.8.8", true),
            ("64:ff9b::10.0.0.1", false), ("64:ff9b::8.8.8.8", true), ("2002:7f00:1::", false),
            ("2002:808:808::", true),
            ("2001:0:808:808::", false),
        ])
    func embedded(_ text: String, _ isAllowed: Bool) throws {
        #expect(EgressPolicy().isAllowed(try #require(IPAddress(text))) == isAllowed)
    }

    @Test("What an operator allows is open, in every form, and nothing else")
    func allowed() throws {
        let policy = EgressPolicy(allow: [try CIDR(parsing: "127.0.0.0/8"), try CIDR(parsing: "fd00::/8")])
        for open in ["127.0.0.1", "::ffff:127.0.0.1", "fd12::1"] {
            #expect(policy.isAllowed(try #require(IPAddress(open))))
        }
        for blocked in ["10.0.0.1", "::1", "fc00::1"] { #expect(!policy.isAllowed(try #require(IPAddress(blocked)))) }
    }

    @Test(
        "Creating a webhook for a literal or this machine's names is refused with the flag that would allow it",
        arguments: [
            ("http://127.0.0.1/", "127.0.0.0/8"), ("http://127.1/", "127.0.0.0/8"),
            ("http://2130706433/", "127.0.0.0/8"), ("http://0x7f.1/", "127.0.0.0/8"),
            ("http://0177.0.0.1/", "127.0.0.0/8"),
            ("http://[::1]/", "::1/128"), ("http://[::ffff:10.0.0.1]/", "10.0.0.0/8"),
            ("http://localhost:3000/", "127.0.0.0/8"), ("http://LOCALHOST./", "127.0.0.0/8"),
            ("http://a.localhost/", "127.0.0.0/8"), ("http://169.254.169.254/latest", "169.254.0.0/16"),
        ])
    func creating(_ url: String, _ range: String) throws {
        let url = try TargetURL(parsing: url)
        let refusal = try #require(EgressPolicy().refusal(onCreating: url))
        #expect(refusal.contains("`--allow-network \(range)`"))
        #expect(EgressPolicy(allow: [try CIDR(parsing: range)]).refusal(onCreating: url) == nil)
    }

    @Test("Names and public addresses may be set", arguments: ["https://example.com/", "http://8.8.8.8/"])
    func creatable(_ url: String) throws {
        #expect(EgressPolicy().refusal(onCreating: try TargetURL(parsing: url)) == nil)
    }

    @Test(
        "Ranges are read, and what is none is refused with a sentence",
        arguments: [
            ("10.0.0.0/8", nil), ("fd00::/8", nil), ("192.0.2.1", nil), ("0.0.0.0/0", nil), ("::/0", nil),
            ("10.0.0.1/8", "Write `10.0.0.0/8`."), ("10.0.0.0/33", "0 to 32"), ("::/129", "0 to 128"),
            ("10/8", "is not a network"), ("", "is not a network"), ("10.0.0.0/", "prefix"), ("10.0.0.0/+8", "prefix"),
        ])
    func ranges(_ text: String, _ complaint: String?) {
        do throws(CIDR.Invalid) {
            _ = try CIDR(parsing: text)
            #expect(complaint == nil)
        } catch {
            #expect(error.description.contains(complaint ?? "no complaint"))
        }
    }
}
