import Domain
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import TestSupport
import Testing

@testable import Delivery

@Suite("TLS")
struct TLSTests {
    private func exchange(
        _ host: String, _ leaf: TestCertificates.Leaf = .valid, _ demands: TestCertificates.Demands = .init()
    ) async throws -> Exchange {
        let context = try TestCertificates.server(leaf, demands)
        let receiver = try await ScriptedReceiver.start(tls: context) { _ in .answer(204) }
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

    @Test(
        "Keys for Ed25519 and P-521, and names with `_`, are accepted, under TLS 1.2 as well",
        arguments: [TestCertificates.Leaf.ed25519, .p521], [TLSVersion.tlsv12, .tlsv13])
    func otherKeys(_ leaf: TestCertificates.Leaf, _ version: TLSVersion) async throws {
        var demands = TestCertificates.Demands()
        demands.maximumVersion = version
        for host in ["my_receiver.test", "127.0.0.1"] {
            let exchange = try await exchange(host, leaf, demands)
            #expect(exchange.response?.status == 204, "\(String(describing: exchange.message))")
        }
        #expect(try await exchange("other.test", leaf, demands).message == .certificateName(host: "other.test"))
    }

    @Test("A certificate for another address does not match")
    func wrongAddress() throws {
        let certificate = try #require(try TestCertificates.authorities().last)
        #expect(CertificateName.matches(.address(.v4(0x7F00_0001)), certificate))
        #expect(!CertificateName.matches(.address(.v4(0x7F00_0002)), certificate))
        #expect(!CertificateName.matches(.name("127.0.0.1"), certificate))
    }

    @Test(
        "A receiver that requires a client certificate is a tls failure that says so",
        arguments: [TLSVersion.tlsv12, .tlsv13])
    func clientCertificate(_ version: TLSVersion) async throws {
        var demands = TestCertificates.Demands()
        demands.maximumVersion = version
        demands.asksForCertificate = true
        let exchange = try await exchange("receiver.test", .valid, demands)
        #expect(exchange.reason == .tls)
        #expect(exchange.message == .clientCertificate(host: "receiver.test"))
    }

    @Test("A reset after a client certificate was asked for says so, and only on the first exchange")
    func resetWithoutCertificate() {
        var handshake = Handshake()
        let reset = IOError(errnoCode: ECONNRESET, reason: "read")
        #expect(SendFailure(exchange: reset, host: "h", isFirst: true, handshake) == nil)
        handshake.asksForCertificate = true
        #expect(
            SendFailure(exchange: reset, host: "h", isFirst: true, handshake)
                == SendFailure(.tls, .clientCertificate(host: "h")))
        #expect(SendFailure(exchange: reset, host: "h", isFirst: false, handshake) == nil)
    }

    @Test("A receiver without a common version of TLS is a tls failure that says so")
    func version() async throws {
        var demands = TestCertificates.Demands()
        demands.minimumVersion = .tlsv1
        demands.maximumVersion = .tlsv11
        let exchange = try await exchange("receiver.test", .valid, demands)
        #expect(exchange.message == .tlsVersion(host: "receiver.test"))
    }

    @Test("A receiver without a common cipher is a tls failure that says so")
    func cipher() async throws {
        var demands = TestCertificates.Demands()
        demands.maximumVersion = .tlsv12
        // Its key is not for RSA.
        demands.ciphers = "ECDHE-RSA-AES128-GCM-SHA256"
        let exchange = try await exchange("receiver.test", .valid, demands)
        #expect(exchange.message == .tlsCipher(host: "receiver.test"))
    }

    @Test("A port that answers a TLS greeting with something else is a tls failure that says so")
    func notTLS() async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Greeter())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let sender = try SenderFixture.sender()
        let authority = "127.0.0.1:\(server.localAddress?.port ?? 0)"
        let exchange = await sender.send(try SenderFixture.request("https://\(authority)/"))
        #expect(exchange.reason == .tls)
        #expect(exchange.message == .notTLS(authority: authority))
        await sender.shutdown()
        try await server.close()
    }

    /// Answers whatever comes as a web server does that does not speak TLS.
    private final class Greeter: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let answer = ByteBuffer(string: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            context.close(promise: nil)
        }
    }

    @Test(
        "BoringSSL's errors are told apart",
        arguments: [
            ("TLSV1_ALERT_NO_APPLICATION_PROTOCOL", .tlsProtocol(host: "h")),
            ("TLSV1_ALERT_UNRECOGNIZED_NAME", .noCertificate(host: "h")), ("WRONG_CURVE", .certificateKey(host: "h")),
            ("TLSV1_ALERT_CERTIFICATE_REQUIRED", .clientCertificate(host: "h")),
            ("TLSV1_ALERT_PROTOCOL_VERSION", .tlsVersion(host: "h")), ("UNSUPPORTED_PROTOCOL", .tlsVersion(host: "h")),
            ("SSLV3_ALERT_HANDSHAKE_FAILURE", .tlsCipher(host: "h")),
            ("CERTIFICATE_VERIFY_FAILED", .certificateInvalid(host: "h")), ("TLSV1_ALERT_INTERNAL_ERROR", nil),
        ] as [(String, AttemptMessage?)])
    func reasons(_ name: String, _ message: AttemptMessage?) {
        let error = "Error: 1 error:10000000:SSL routines:OPENSSL_internal:\(name) at tls.cc:1"
        #expect(AttemptMessage(tls: error, host: "h", authority: "h:1", Handshake()) == message)
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
