import Foundation
import Testing

@testable import Domain

@Suite("The ports that webhooks may use")
struct EgressPortTests {
    private let address = IPAddress.v4(0x0808_0808)

    @Test(
        "80, 443, and ports from 1024 up are open, except for well-known services",
        arguments: [
            (1, false), (22, false), (25, false), (79, false), (80, true), (81, false), (442, false), (443, true),
            (444, false), (465, false), (587, false), (1023, false), (1024, true), (1433, false), (1521, false),
            (2375, false), (2376, false), (2379, false), (3000, true), (3306, false), (3389, false), (5000, true),
            (5432, false), (5672, false), (5900, false), (5984, false), (6379, false), (6380, false), (6381, true),
            (6443, false), (8000, true), (8080, true), (8443, true), (9000, true), (9042, false), (9200, false),
            (9300, false), (10250, false), (11211, false), (27016, true), (27017, false), (27019, false),
            (27020, true), (32_768, true), (65_535, true),
        ] as [(Int, Bool)])
    func ports(_ port: Int, _ isOpen: Bool) {
        #expect((EgressPolicy().verdict(on: address, port: port) == .allowed) == isOpen)
    }

    @Test("An allowed port is open, and its neighbors are not")
    func allowed() throws {
        let policy = EgressPolicy(ports: [try PortRange(parsing: "6379"), try PortRange(parsing: "81-83")])
        let open = [80, 81, 83, 84, 6379, 6380].filter { policy.verdict(on: address, port: $0) == .allowed }
        #expect(open == [80, 81, 83, 6379])
    }

    @Test("In a network that an operator opened, low ports are open and well-known services are not")
    func openedNetwork() throws {
        let policy = EgressPolicy(allow: [try CIDR(parsing: "10.0.0.0/8")])
        let inside = IPAddress.v4(0x0A01_0203)
        let open = [1, 22, 81, 1023, 3306, 8080].filter { policy.verdict(on: inside, port: $0) == .allowed }
        #expect(open == [1, 81, 1023, 8080])
        #expect(policy.verdict(on: address, port: 81) == .refused(.lowPort(port: 81)))
    }

    @Test("No well-known service has a port that systems assign at random")
    func random() {
        #expect(WellKnownService.all.allSatisfy { $0.ports.upperBound < 32_768 })
        #expect(WellKnownService.all.allSatisfy { !$0.ports.contains(80) && !$0.ports.contains(443) })
    }

    @Test("Every closed port is in the operator's manual")
    func documented() throws {
        let manual = URL(filePath: #filePath).appending(path: "../../../../docs/operations.md").standardizedFileURL
        let words = try String(contentsOf: manual, encoding: .utf8).split { !$0.isLetter && !$0.isNumber }
        let text = " " + words.joined(separator: " ") + " "
        for service in WellKnownService.all {
            let (first, last) = (service.ports.lowerBound, service.ports.upperBound)
            let written =
                service.ports.count > 2 ? "\(first) to \(last)" : service.ports.map { "\($0)" }.joined(separator: " ")
            #expect(text.contains(" \(written) "), "\(service.name)")
        }
    }

    @Test(
        "A port is checked when a URL is set",
        arguments: [
            ("http://example.com:6379/", .servicePort(port: 6379, service: "Redis")),
            ("https://example.com:22/", .servicePort(port: 22, service: "SSH")),
            ("http://8.8.8.8:25/", .servicePort(port: 25, service: "SMTP")),
            ("http://example.com:81/", .lowPort(port: 81)),
            ("http://127.0.0.1:5432/", .servicePort(port: 5432, service: "PostgreSQL")),
            ("http://localhost:5432/", .servicePort(port: 5432, service: "PostgreSQL")),
        ] as [(String, EgressBlock)])
    func creating(_ text: String, _ block: EgressBlock) throws {
        let url = try WebhookURL(text)
        #expect(EgressPolicy().block(of: url) == block)
        let open = EgressPolicy(
            allow: [try CIDR(parsing: "127.0.0.0/8")], ports: [PortRange(url.origin.port...url.origin.port)])
        #expect(open.block(of: url) == nil)
    }

    @Test("A name's low port is checked on each send if the name may lead into an open network")
    func later() throws {
        let policy = EgressPolicy(allow: [try CIDR(parsing: "10.0.0.0/8")])
        #expect(policy.block(of: try WebhookURL("http://example.com:81/")) == nil)
        #expect(policy.block(of: try WebhookURL("http://8.8.8.8:81/")) != nil)
        #expect(policy.block(of: try WebhookURL("http://example.com:22/")) != nil)
    }

    @Test(
        "Ports are parsed, and anything else is refused",
        arguments: [
            ("6379", 6379...6379), ("5000-5010", 5000...5010), ("1-65535", 1...65_535), ("7-7", 7...7), ("0", nil),
            ("65536", nil), ("10-9", nil), ("+80", nil), ("-80", nil), ("80-", nil), ("1-2-3", nil), ("", nil),
            ("http", nil), ("80 ", nil), ("٨٠", nil),
        ] as [(String, ClosedRange<Int>?)])
    func ranges(_ text: String, _ ports: ClosedRange<Int>?) {
        do throws(PortRange.Invalid) {
            #expect(try PortRange(parsing: text).ports == ports)
        } catch {
            #expect(ports == nil && error == .notAPort(text))
        }
    }
}
