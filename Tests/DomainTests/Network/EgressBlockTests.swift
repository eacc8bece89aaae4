import Domain
import Foundation
import Testing

@Suite("What a webhook's owner learns about a refused address")
struct EgressBlockTests {
    @Test("A name is never said to lead to an address; a literal address and a port are named")
    func hidden() throws {
        let address = IPAddress.v4(0x0A01_0203), network = try CIDR(parsing: "10.0.0.0/8")
        let name = WebhookURL.Host.name("db.internal"), literal = WebhookURL.Host.address(address)
        let refusals: [EgressRefusal] = [
            .notPublic(address: address, kind: .private, network: network), .denied(address: address, network: network),
        ]
        for refusal in refusals { #expect(refusal.block(to: name) == .notPublicName(host: "db.internal")) }
        let blocks = refusals.map { $0.block(to: literal) }
        #expect(
            blocks == [.notPublic(host: "10.1.2.3", kind: .private, network: network), .denied(host: "10.1.2.3")])
        for host in [name, literal] {
            #expect(EgressRefusal.lowPort(port: 81).block(to: host) == .lowPort(port: 81))
            let redis = EgressRefusal.servicePort(port: 6379, service: "Redis")
            #expect(redis.block(to: host) == .servicePort(port: 6379, service: "Redis"))
        }
    }

    @Test(
        "It is stored as JSON whose names stay",
        arguments: [
            (.notPublicName(host: "a.b"), #"{"notPublicName":{"host":"a.b"}}"#),
            (
                .notPublic(
                    host: "[fe80::1]", kind: .linkLocal, network: CIDR(containing: .v6(0xfe80 << 112), prefix: 10)),
                #"{"notPublic":{"host":"[fe80::1]","kind":"link-local","network":"fe80::/10"}}"#
            ),
            (.denied(host: "8.8.8.8"), #"{"denied":{"host":"8.8.8.8"}}"#),
            (.lowPort(port: 81), #"{"lowPort":{"port":81}}"#),
            (.servicePort(port: 22, service: "SSH"), #"{"servicePort":{"port":22,"service":"SSH"}}"#),
        ] as [(EgressBlock, String)])
    func stored(_ block: EgressBlock, _ json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(block), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(EgressBlock.self, from: Data(json.utf8)) == block)
    }

    @Test("A stored network that is none does not decode")
    func garbled() {
        let json = Data(#"{"notPublic":{"host":"a","kind":"own","network":"10.0.0.1/8"}}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(EgressBlock.self, from: json) }
    }
}
