import Domain
import Logging
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Sending through a proxy")
struct ProxyTests {
    private static let address = IPAddress.v4(0x7F00_0001)

    private static func sender(
        _ proxy: String, allow: [String] = ["127.0.0.0/8"],
        logger: Logger = Logger(label: "proxy") { _ in SwiftLogNoOpLogHandler() },
        lookup: @escaping NameResolver.Names = { $0 == "receiver.test" ? [ProxyTests.address] : nil }
    ) throws -> HTTPSender {
        let proxy = try #require(WebhookProxy(proxy))
        return try SenderFixture.sender(
            allow: allow, proxy: OutgoingProxy(proxy, logger: logger), lookup: lookup)
    }

    /// Sends one request, for `receiver.test` unless there is another URL, through a new proxy that follows the script.
    private static func exchange(
        _ url: String = "http://receiver.test:8080/hook", timeout: Duration = .seconds(20),
        _ script: @escaping ScriptedProxy.Script
    ) async throws -> Exchange {
        let proxy = try await ScriptedProxy.start(script)
        let sender = try sender("http://127.0.0.1:\(proxy.port)")
        let exchange = try await sender.send(SenderFixture.request(url, timeout: timeout))
        await sender.shutdown()
        await proxy.stop()
        return exchange
    }

    @Test("The proxy gets the checked address, never the name, and the receiver the same bytes as without a proxy")
    func plain() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let proxy = try await ScriptedProxy.start { _ in .tunnel }
        let sender = try Self.sender("http://127.0.0.1:\(proxy.port)")
        for _ in 1...2 {
            let exchange = try await sender.send(SenderFixture.request(receiver.url(host: "receiver.test")))
            #expect(exchange.response?.status == 204)
        }
        let target = "127.0.0.1:\(receiver.port)"
        #expect(
            proxy.requests == [
                "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\nUser-Agent: Perfsee-Hookshot/1\r\n\r\n"
            ])
        #expect(receiver.connectionCount == 1)
        let expected =
            "POST /hook HTTP/1.1\r\nHost: receiver.test:\(receiver.port)\r\nAccept: */*\r\n"
            + "content-type: application/json\r\nUser-Agent: Perfsee-Hookshot/1\r\nContent-Length: 2\r\n\r\n{}"
        #expect(String(decoding: try await receiver.request(2).bytes, as: UTF8.self) == expected)
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test("TLS is between this server and the receiver, whose certificate is verified for the name of the URL")
    func tls() async throws {
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server(.valid)) { _ in .answer(204) }
        let proxy = try await ScriptedProxy.start { _ in .tunnel }
        let sender = try Self.sender("http://127.0.0.1:\(proxy.port)", lookup: { _ in [Self.address] })
        for _ in 1...2 {
            let exchange = try await sender.send(SenderFixture.request(receiver.url(host: "receiver.test")))
            #expect(exchange.response?.status == 204, "\(String(describing: exchange.message))")
        }
        #expect(proxy.targets == ["127.0.0.1:\(receiver.port)"])
        let other = try await sender.send(SenderFixture.request(receiver.url(host: "other.test")))
        #expect(other.message == .certificateName(host: "other.test"))
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test("The egress rules apply to the receiver, not to the proxy: what they block never reaches it")
    func egress() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let port = receiver.port
        let proxy = try await ScriptedProxy.start { _ in .detour(port: port) }
        let names: [String: IPAddress] = ["internal.test": .v4(0x0A00_0001), "public.test": .v4(0x5DB8_D822)]
        let sender = try Self.sender("http://127.0.0.1:\(proxy.port)", allow: []) { names[$0].map { [$0] } }
        let blocked = try await sender.send(SenderFixture.request("http://internal.test/"))
        #expect(blocked.reason == .blockedAddress)
        #expect(proxy.targets.isEmpty)
        let sent = try await sender.send(SenderFixture.request("http://public.test/"))
        #expect(sent.response?.status == 204)
        let literal = try await sender.send(SenderFixture.request("http://[2606:4700::1111]:8080/"))
        #expect(literal.response?.status == 204)
        #expect(proxy.targets == ["93.184.216.34:80", "[2606:4700::1111]:8080"])
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test("Credentials are sent to the proxy, and to nobody else")
    func credentials() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let proxy = try await ScriptedProxy.start { _ in .tunnel }
        let sender = try Self.sender("http://user:p%40ss@127.0.0.1:\(proxy.port)")
        _ = try await sender.send(SenderFixture.request(receiver.url))
        #expect(proxy.requests.first?.contains("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n") == true)
        let received = String(decoding: try await receiver.request(1).bytes, as: UTF8.self)
        #expect(!received.lowercased().contains("authorization"))
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test(
        "What the proxy responds in place of a connection is a failure of its own",
        arguments: [
            (.text("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), .credentials),
            (.text("HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nNo."), .status(status: 403)),
            (.text("HTTP/1.0 502 Bad Gateway\r\n\r\n"), .status(status: 502)),
            (.text("HTTP/1.1 301 Moved\r\nLocation: http://x/\r\n\r\n"), .status(status: 301)),
            (.text("SSH-2.0-OpenSSH_9.2\r\n"), .notHTTP), (.text("HTTP/1.1 OK\r\n\r\n"), .notHTTP),
            (.text("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 17_000)), .headTooLarge(limitKiB: 16)),
            (.close, .closed),
        ] as [(ScriptedProxy.Behavior, AttemptMessage.ProxyFault)])
    func refused(_ behavior: ScriptedProxy.Behavior, _ fault: AttemptMessage.ProxyFault) async throws {
        for scheme in ["http", "https"] {
            let exchange = try await Self.exchange("\(scheme)://receiver.test:8080/") { _ in behavior }
            #expect(exchange.message == .proxy(fault: fault, authority: "receiver.test:8080"))
            #expect(exchange.reason == .connect)
        }
    }

    @Test("What comes through the tunnel before a request was sent is no response, and is not TLS")
    func early() async throws {
        let behavior = ScriptedProxy.Behavior.text("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
        let plain = try await Self.exchange { _ in behavior }
        #expect(plain.message == .malformedResponse(fault: .strayBytes))
        let tls = try await Self.exchange("https://receiver.test/") { _ in behavior }
        #expect(tls.message == .notTLS(authority: "receiver.test"))
    }

    @Test("A proxy that does not respond ends with the attempt's own time, and is named as what was waited for")
    func silent() async throws {
        for behavior in [ScriptedProxy.Behavior.hang, .text("HTTP/1.1 200 Connection estab")] {
            let exchange = try await Self.exchange(timeout: .seconds(3)) { _ in behavior }
            #expect(exchange.reason == .timeout)
            #expect(exchange.message == .timeout(step: .proxy, limitMilliseconds: 3000))
        }
    }

    @Test("A proxy that cannot be reached or found is not taken for the receiver")
    func unreachable() async throws {
        func message(_ proxy: String, timeout: Duration = .seconds(20)) async throws -> AttemptMessage? {
            let sender = try Self.sender(proxy)
            let exchange = try await sender.send(SenderFixture.request("http://receiver.test/", timeout: timeout))
            #expect(sender.openCount == 0)
            await sender.shutdown()
            return exchange.message
        }
        #expect(try await message("http://127.0.0.1:1") == .proxy(fault: .refused, authority: "receiver.test"))
        #expect(try await message("http://proxy.test:3128") == .proxy(fault: .name, authority: "receiver.test"))
        let hole = try BlackHole(at: "127.0.0.2")
        #expect(
            try await message("http://127.0.0.2:\(hole.port)", timeout: .seconds(3))
                == .timeout(step: .proxyConnection, limitMilliseconds: 3000))
    }

    @Test("If the proxy cannot connect to one of a name's addresses, it is asked for the next")
    func nextAddress() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let port = receiver.port
        let proxy = try await ScriptedProxy.start {
            $0.hasPrefix("127.0.0.1:") ? .detour(port: port) : .text("HTTP/1.1 502 Bad Gateway\r\n\r\n")
        }
        let sender = try Self.sender("http://127.0.0.1:\(proxy.port)") { _ in [.v4(0x7F00_0009), .v4(0x7F00_0001)] }
        let exchange = try await sender.send(SenderFixture.request("http://receiver.test:8080/"))
        #expect(exchange.response?.status == 204)
        #expect(Set(proxy.targets) == ["127.0.0.9:8080", "127.0.0.1:8080"])
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test("A receiver behind the proxy is held to the same limits")
    func limits() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            switch request.number {
            case 1: .text("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 17_000) + "\r\n\r\n")
            case 2: .reset
            default: .hang
            }
        }
        let proxy = try await ScriptedProxy.start { _ in .tunnel }
        let sender = try Self.sender("http://127.0.0.1:\(proxy.port)")
        func message(timeout: Duration = .seconds(20)) async throws -> AttemptMessage? {
            await sender.send(try SenderFixture.request(receiver.url, timeout: timeout)).message
        }
        #expect(try await message() == .responseHeadTooLarge(limitKiB: 16))
        #expect(try await message() == .connectionLost)
        #expect(
            try await message(timeout: .seconds(3)) == .timeout(step: .response, limitMilliseconds: 3000))
        await sender.shutdown()
        await receiver.stop()
        await proxy.stop()
    }

    @Test("The operator's log names the proxy and the cause once a minute, without the credentials")
    func log() async throws {
        let recorder = LogRecorder()
        let proxy = try await ScriptedProxy.start { _ in .text("HTTP/1.1 503 No\r\n\r\n") }
        let sender = try Self.sender("http://user:hidden@127.0.0.1:\(proxy.port)", logger: recorder.logger())
        for _ in 1...3 { _ = try await sender.send(SenderFixture.request("http://receiver.test/")) }
        #expect(
            recorder.entries == [
                LogRecorder.Entry(
                    level: .warning,
                    text: "The proxy for webhooks opened no connection cause=status proxy=127.0.0.1:\(proxy.port) "
                        + "status=503 webhook=1")
            ])
        await sender.shutdown()
        await proxy.stop()
    }

    @Test("Routes differ in both ends as far as they can, and there are no more than an attempt may try")
    func routes() {
        let (one, two, three): (IPAddress, IPAddress, IPAddress) = (.v4(1), .v4(2), .v4(3))
        #expect(
            Route.through([.v6(8), .v4(9)], to: [one], limit: 4)
                == [.tunnel(one, via: .v6(8)), .tunnel(one, via: .v4(9))])
        #expect(
            Route.through([.v6(8), .v4(9)], to: [one, two, three], limit: 4)
                == [
                    .tunnel(one, via: .v6(8)), .tunnel(two, via: .v4(9)), .tunnel(three, via: .v6(8)),
                    .tunnel(one, via: .v4(9)),
                ])
    }
}
