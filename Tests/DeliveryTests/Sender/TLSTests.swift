import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("TLS")
struct TLSTests {
    private func exchange(_ host: String, _ leaf: TestCertificates.Leaf = .valid) async throws -> Exchange {
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server(leaf)) { _ in .answer(204) }
        let sender = try SenderFixture.sender(lookup: { _ in [.v4(0x7F00_0001)] })
        let exchange = await sender.send(try SenderFixture.request(receiver.url(host: host)))
        await sender.shutdown()
        await receiver.stop()
        return exchange
    }

    @Test(
        "A certificate that verifies is accepted, for a name and for an address",
        arguments: [
            "receiver.test", "127.0.0.1",
        ])
    func valid(_ host: String) async throws {
        let exchange = try await exchange(host)
        #expect(exchange.response?.status == 204)
        #expect(exchange.timings.tls != nil)
    }

    @Test("A certificate for another name is a tls failure, even if it is valid for the resolved address")
    func wrongName() async throws {
        let exchange = try await exchange("other.test")
        #expect(exchange.reason == .tls)
        #expect(exchange.message == .certificateName(host: "other.test"))
    }

    @Test(
        "A certificate matches hosts exactly, or with `*` for their first label",
        arguments: [
            ("a.example.com", "a.example.com", true), ("a.example.com", "*.example.com", true),
            ("a.b.example.com", "*.example.com", false), ("example.com", "*.example.com", false),
            (".example.com", "*.example.com", false), ("a.example.com", "example.com", false),
            ("a.example.com", "a*.example.com", false), ("a.example.com", "*", false),
        ])
    func names(_ name: String, _ pattern: String, _ isMatch: Bool) {
        #expect(CertificateName.matches(name, pattern: pattern) == isMatch)
    }

    @Test("An expired certificate is a tls failure")
    func expired() async throws {
        let exchange = try await exchange("receiver.test", .expired)
        #expect(exchange.reason == .tls)
        #expect(exchange.message == .certificateInvalid(host: "receiver.test"))
    }

    @Test("A receiver that does not speak TLS is a tls failure")
    func plain() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .hang }
        let sender = try SenderFixture.sender()
        // Its port answers a non-TLS greeting with silence or by closing; neither may count as a response.
        let exchange = await sender.send(
            try SenderFixture.request("https://127.0.0.1:\(receiver.port)/", timeout: .milliseconds(1500)))
        #expect(exchange.reason == .timeout)
        #expect(exchange.message == .timeout(step: .tls, limitMilliseconds: 1500))
        await sender.shutdown()
        await receiver.stop()
    }
}
