import Testing

@testable import Domain

@Suite("The egress rules")
struct EgressPolicyTests {
    @Test(
        "Each range is blocked from its first address to its last, and its neighbors are not",
        arguments: [
            ("0.0.0.0", "0.255.255.255", nil, "1.0.0.0"),
            ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
            ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
            ("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"),
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
        "IPv6 that carries an IPv4 address is judged by that address",
        arguments: [
            ("::ffff:127.0.0.1", false), ("::ffff:8.8.8.8", true), ("::127.0.0.1", false), ("::8.8.8.8", true),
            ("64:ff9b::10.0.0.1", false), ("64:ff9b::8.8.8.8", true), ("2002:7f00:1::", false),
            ("2002:808:808::", true),
            ("2001:0:808:808::", false), ("::ffff:0:808:808", false), ("2600::5efe:127.0.0.1", false),
            ("2600::200:5efe:10.0.0.1", false), ("2600::5efe:8.8.8.8", true), ("64:ff9b::168.63.129.16", false),
        ])
    func embedded(_ text: String, _ isAllowed: Bool) throws {
        #expect(EgressPolicy().isAllowed(try #require(IPAddress(text))) == isAllowed)
    }

    /// Each form with 127.0.0.1, with 10.1.2.3, and with 8.8.8.8 in it.
    @Test(
        "Opening a range of IPv6 does not open the IPv4 addresses that it carries",
        arguments: [
            ("mapped", ["::ffff:7f00:1", "::ffff:a01:203", "::ffff:808:808"]),
            ("compatible", ["::7f00:1", "::a01:203", "::808:808"]),
            ("NAT64", ["64:ff9b::7f00:1", "64:ff9b::a01:203", "64:ff9b::808:808"]),
            ("6to4", ["2002:7f00:1::1", "2002:a01:203::1", "2002:808:808::1"]),
            ("SIIT", ["::ffff:0:7f00:1", "::ffff:0:a01:203", "::ffff:0:808:808"]),
            (
                "Teredo",
                [
                    "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:0:4136:e378:8000:63bf:f5fe:fdfc",
                    "2001:0:4136:e378:8000:63bf:f7f7:f7f7",
                ]
            ),
            ("ISATAP", ["fe80::5efe:7f00:1", "fe80::200:5efe:a01:203", "fe80::5efe:808:808"]),
            ("NAT64 of its own, /96", ["64:ff9b:1::7f00:1", "64:ff9b:1:7::a01:203", "64:ff9b:1::808:808"]),
            (
                "NAT64 of its own, /64",
                ["64:ff9b:1:7:7f:0:100:0", "64:ff9b:1:7:a:102:300:0", "64:ff9b:1:7:8:808:800:0"]
            ),
            ("NAT64 of its own, /56", ["64:ff9b:1:7f:0:1::", "64:ff9b:1:a:1:203::", "64:ff9b:1:8:8:808::"]),
            ("NAT64 of its own, /48", ["64:ff9b:1:7f00:0:100::", "64:ff9b:1:a01:2:300::", "64:ff9b:1:808:8:800::"]),
        ] as [(String, [String])])
    func backDoor(_ form: String, _ texts: [String]) throws {
        let all = try CIDR(parsing: "::/0"), private4 = try CIDR(parsing: "10.0.0.0/8")
        let addresses = try texts.map { try #require(IPAddress($0)) }
        let wide = EgressPolicy(allow: [all])
        #expect(addresses.map { wide.isAllowed($0) } == [false, false, true])
        let both = EgressPolicy(allow: [all, private4])
        #expect(addresses.map { both.isAllowed($0) } == [false, true, true])
        let denying = EgressPolicy(allow: [all, private4], deny: [try CIDR(parsing: "8.8.8.0/24")])
        #expect(addresses.map { denying.isAllowed($0) } == [false, true, false])
    }

    @Test("Opening exactly the range of a form does not open what it carries either")
    func narrow() throws {
        for (range, text) in [
            ("2002::/16", "2002:7f00:1::"), ("64:ff9b::/96", "64:ff9b::7f00:1"), ("2001::/32", "2001::80ff:fffe"),
            ("64:ff9b:1::/48", "64:ff9b:1::7f00:1"), ("fe80::/10", "fe80::5efe:7f00:1"), ("::/96", "::127.0.0.1"),
        ] {
            let policy = EgressPolicy(allow: [try CIDR(parsing: range)])
            #expect(!policy.isAllowed(try #require(IPAddress(text))), "\(text)")
        }
    }

    @Test("A range of IPv4-mapped addresses counts as the IPv4 range, for opening and for closing")
    func mappedRange() throws {
        let opening = EgressPolicy(allow: [try CIDR(parsing: "::ffff:10.0.0.0/104")])
        #expect(opening.isAllowed(.v4(0x0A01_0203)) && !opening.isAllowed(.v4(0x7F00_0001)))
        let closing = EgressPolicy(deny: [try CIDR(parsing: "::ffff:8.8.8.0/120")])
        #expect(!closing.isAllowed(.v4(0x0808_0808)) && closing.isAllowed(.v4(0x0808_0908)))
    }

    @Test("What is closed stays closed in an open network")
    func deny() throws {
        let policy = EgressPolicy(
            allow: [try CIDR(parsing: "10.0.0.0/8")],
            deny: [
                try CIDR(parsing: "10.1.2.0/24"), try CIDR(parsing: "93.184.216.34"), try CIDR(parsing: "2600::/32"),
            ])
        for (text, isAllowed) in [
            ("10.1.1.255", true), ("10.1.2.0", false), ("10.1.2.255", false), ("10.1.3.0", true),
            ("93.184.216.33", true), ("93.184.216.34", false), ("::ffff:93.184.216.34", false),
            ("64:ff9b::93.184.216.34", false), ("2600::1", false), ("2600:1::1", true),
        ] {
            #expect(policy.isAllowed(try #require(IPAddress(text))) == isAllowed, "\(text)")
        }
    }

    @Test("This machine's own addresses are closed, in every form, unless their network is open")
    func own() throws {
        let own: Set = [try #require(IPAddress("93.184.216.34")), try #require(IPAddress("2600::1"))]
        for text in ["93.184.216.34", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34", "2002:5db8:d822::1", "2600::1"]
        {
            #expect(!EgressPolicy().isAllowed(try #require(IPAddress(text)), own: own), "\(text)")
        }
        #expect(EgressPolicy().isAllowed(.v4(0x5DB8_D823), own: own))
        let open = EgressPolicy(allow: [try CIDR(parsing: "93.184.216.0/24")])
        #expect(open.isAllowed(.v4(0x5DB8_D822), own: own))
    }

    @Test(
        "The metadata services of clouds are closed",
        arguments: [
            "169.254.169.254", "169.254.170.2", "fd00:ec2::254", "fd20:ce::254", "168.63.129.16", "100.100.100.200",
            "192.0.0.192", "169.254.0.23", "fd00:42::42", "fe80::a9fe:a9fe",
        ])
    func metadata(_ text: String) throws {
        #expect(!EgressPolicy().isAllowed(try #require(IPAddress(text))))
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
        "A webhook for a literal or this machine's names is blocked, with the range that would have to be allowed",
        arguments: [
            ("http://127.0.0.1/", "127.0.0.0/8"), ("http://127.1/", "127.0.0.0/8"),
            ("http://2130706433/", "127.0.0.0/8"), ("http://0x7f.1/", "127.0.0.0/8"),
            ("http://0177.0.0.1/", "127.0.0.0/8"),
            ("http://[::1]/", "::1/128"), ("http://[::ffff:10.0.0.1]/", "10.0.0.0/8"),
            ("http://localhost:3000/", "127.0.0.0/8"), ("http://LOCALHOST./", "127.0.0.0/8"),
            ("http://a.localhost/", "127.0.0.0/8"), ("http://169.254.169.254/latest", "169.254.0.0/16"),
            ("http://168.63.129.16/machine", "168.63.129.16/32"), ("http://[4000:1:2:3:4::5]/", "4000:1:2:3::/64"),
            ("http://[fc00::1]/", "fc00::/7"),
        ])
    func creating(_ text: String, _ range: String) throws {
        let url = try WebhookURL(text)
        let network = try CIDR(parsing: range)
        guard case .notPublic(let host, _, network)? = EgressPolicy().block(of: url) else {
            Issue.record("\(String(describing: EgressPolicy().block(of: url)))")
            return
        }
        #expect(host == url.host.description)
        #expect(EgressPolicy(allow: [network]).block(of: url) == nil)
    }

    @Test("No message suggests opening a whole family")
    func families() throws {
        for text in [
            "0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "1::1", "4000::1", "64:ff9b:1::1", "ff02::1",
        ] {
            let address = try #require(IPAddress(text))
            guard case .refused(.notPublic(_, _, let network)) = EgressPolicy().verdict(on: address, port: 443) else {
                Issue.record("\(text)")
                continue
            }
            #expect(network.prefix > 0)
        }
    }

    @Test("A literal that is closed or this machine's own is refused when it is set")
    func creatingOwn() throws {
        let url = try WebhookURL("http://93.184.216.34/")
        let network = try CIDR(parsing: "93.184.216.34/32")
        let block = EgressPolicy().block(of: url, own: [.v4(0x5DB8_D822)])
        #expect(block == .notPublic(host: "93.184.216.34", kind: .own, network: network))
        let closed = EgressPolicy(deny: [try CIDR(parsing: "93.184.0.0/16")])
        #expect(closed.block(of: url) == .denied(host: "93.184.216.34"))
    }

    @Test("Names and public addresses may be set", arguments: ["https://example.com/", "http://8.8.8.8/"])
    func creatable(_ url: String) throws {
        #expect(EgressPolicy().block(of: try WebhookURL(url)) == nil)
    }

    @Test(
        "Ranges are parsed, and anything else is refused",
        arguments: [
            ("10.0.0.0/8", nil), ("fd00::/8", nil), ("192.0.2.1", nil), ("0.0.0.0/0", nil), ("::/0", nil),
            ("10.0.0.1/8", .bitsBeyondPrefix(of: "10.0.0.1/8", network: CIDR(containing: .v4(10 << 24), prefix: 8))),
            ("10.0.0.0/33", .prefix(of: "10.0.0.0/33", address: .v4(10 << 24))),
            ("::/129", .prefix(of: "::/129", address: .v6(0))), ("10/8", .notANetwork("10/8")), ("", .notANetwork("")),
            ("10.0.0.0/", .prefix(of: "10.0.0.0/", address: .v4(10 << 24))),
            ("10.0.0.0/+8", .prefix(of: "10.0.0.0/+8", address: .v4(10 << 24))),
        ] as [(String, CIDR.Invalid?)])
    func ranges(_ text: String, _ invalid: CIDR.Invalid?) {
        do throws(CIDR.Invalid) {
            _ = try CIDR(parsing: text)
            #expect(invalid == nil)
        } catch {
            #expect(error == invalid)
        }
    }
}

extension EgressPolicy {
    fileprivate func isAllowed(_ address: IPAddress, own: Set<IPAddress> = []) -> Bool {
        verdict(on: address, port: 443, own: own) == .allowed
    }
}
