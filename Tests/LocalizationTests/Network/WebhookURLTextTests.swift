import Domain
import Localization
import Testing

@Suite("What is said about webhooks' URLs")
struct WebhookURLTextTests {
    @Test("Every fault of a URL has its text", arguments: WebhookURLFault.samples)
    func faults(_ fault: WebhookURLFault) { expectText(of: fault) }

    @Test("Every block of the egress rules has its text", arguments: EgressBlock.samples)
    func blocks(_ block: EgressBlock) { expectText(of: block) }

    @Test("Every kind of address has its text", arguments: AddressKind.allCases)
    func kinds(_ kind: AddressKind) { expectText(of: kind) }

    @Test("A fault whose place is known says it in both languages", arguments: WebhookURLFault.samples)
    func place(_ fault: WebhookURLFault) {
        let isPlaceless = [.tooLong(maximum: 1024), .scheme, .noHost, .notIPv4(host: "1.2.3.4.5")].contains(fault)
        let hasNoCharacter = fault == .notInternational(host: "-ä.example", character: nil)
        let text = fault.text(at: 17)
        #expect(text.en.contains("at position 17") != (isPlaceless || hasNoCharacter), "\(text.en)")
        #expect(text.zh.contains("第 17 个字符") != (isPlaceless || hasNoCharacter), "\(text.zh)")
        #expect(!text.en.contains("  ") && fault.text(at: nil) == fault.text)
    }

    @Test(
        "A character that cannot be seen by itself is named by its number",
        arguments: [
            ("\u{200B}", "U+200B"), ("\u{A0}", "U+00A0"), ("\u{301}", "U+0301"), ("\u{E0001}", "U+E0001"), ("ä", "ä"),
        ])
    func invisible(_ character: String, _ name: String) {
        let faults: [WebhookURLFault] = [
            .unencoded(character: character, encoded: "%"), .notInternational(host: "a", character: character),
        ]
        for text in faults.map({ $0.text(at: 9) }) {
            #expect(text.en.contains("the character \(name) at position 9") && text.zh.contains("字符 \(name)（第 9"))
        }
    }

    @Test("A space is called by its name")
    func space() {
        let text = WebhookURLFault.unencoded(character: " ", encoded: "%20").text
        #expect(text.en.contains("a space") && text.en.contains("`%20`") && text.zh.contains("空格"))
    }

    @Test(
        "A host that is no name is refused with the character that is wrong",
        arguments: [("b%C3%BCcher.example", "`%`"), ("a b", "a space"), ("a,b", "`,`"), ("-a", "hyphen")])
    func host(_ host: String, _ named: String) {
        #expect(WebhookURLFault.notHostName(host: host).text.en.contains(named))
    }

    @Test("An address that is not public is named with its kind and the flag that allows it")
    func address() {
        let network = CIDR(containing: .v4(10 << 24), prefix: 8)
        let text = EgressBlock.notPublic(host: "10.1.2.3", kind: .private, network: network).text
        #expect(text.en.contains("`10.1.2.3` is a private address") && text.zh.contains("私有地址"))
        for text in [text.en, text.zh] { #expect(text.contains("`--allow-network 10.0.0.0/8`")) }
    }
}

extension WebhookURLFault: Sampled {
    static func sample(after previous: WebhookURLFault?) -> WebhookURLFault? {
        switch previous {
        case nil: .tooLong(maximum: 1024)
        case .tooLong: .controlCharacter
        case .controlCharacter: .scheme
        case .scheme: .userInfo
        case .userInfo: .noHost
        case .noHost: .notIPv6
        case .notIPv6: .afterBracket
        case .afterBracket: .hostNotASCII(host: "bücher.example")
        case .hostNotASCII: .notInternational(host: "a☃.example", character: "☃")
        case .notInternational(_, .some): .notInternational(host: "-ä.example", character: nil)
        case .notInternational(_, nil): .notIPv4(host: "1.2.3.4.5")
        case .notIPv4: .notHostName(host: "a..b")
        case .notHostName: .port
        case .port: .fragment
        case .fragment: .unencoded(character: "ä", encoded: "%C3%A4")
        case .unencoded: .spaceAtEnd
        case .spaceAtEnd: .emptyPort
        case .emptyPort: nil
        }
    }
}

extension EgressBlock: Sampled {
    static func sample(after previous: EgressBlock?) -> EgressBlock? {
        switch previous {
        case nil: .notPublicName(host: "db.internal")
        case .notPublicName:
            .notPublic(host: "127.0.0.1", kind: .loopback, network: CIDR(containing: .v4(127 << 24), prefix: 8))
        case .notPublic: .denied(host: "8.8.8.8")
        case .denied: .lowPort(port: 81)
        case .lowPort: .servicePort(port: 6379, service: "Redis")
        case .servicePort: nil
        }
    }
}
