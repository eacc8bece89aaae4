import Domain
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import Delivery

@Suite("Reused connections")
struct KeepAliveTests {
    /// Sends `count` requests one after the other and returns how many connections they took.
    private func connections(_ count: Int, script: @escaping ScriptedReceiver.Script) async throws -> Int {
        let receiver = try await ScriptedReceiver.start(script: script)
        let sender = try SenderFixture.sender()
        for _ in 1...count {
            #expect(await sender.send(try SenderFixture.request(receiver.url)).response != nil)
        }
        await sender.shutdown()
        await receiver.stop()
        return receiver.connectionCount
    }

    @Test(
        "Consecutive requests share a connection",
        arguments: [
            "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=600\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
            "\r\nHTTP/1.1 204 No Content\r\n\r\n",
        ])
    func reused(_ text: String) async throws {
        #expect(try await connections(5) { _ in .text(text) } == 1)
    }

    @Test(
        "`Connection: close`, HTTP/1.0, a short keep-alive, or trailing bytes prevent reuse",
        arguments: [
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=1\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 Smuggled\r\nX: ",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 Smuggled\r\nX: ",
            "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 Smuggled\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        ])
    func notReused(_ text: String) async throws {
        #expect(try await connections(3) { _ in .text(text) } == 3)
    }

    @Test(
        "A connection is not reused if a body is announced where none is allowed",
        arguments: [
            "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 5\r\n\r\nhello",
        ])
    func announced(_ text: String) async throws {
        #expect(try await connections(3) { _ in .text(text) } == 3)
    }

    @Test("Consecutive requests share a TLS connection as well")
    func tls() async throws {
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server()) { _ in .answer(204) }
        let sender = try SenderFixture.sender()
        for _ in 1...10 {
            let exchange = await sender.send(try SenderFixture.request(receiver.url(host: "receiver.test")))
            #expect(exchange.response?.status == 204 && exchange.repetition == nil)
        }
        #expect(receiver.connectionCount == 1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A reused connection that breaks before any response byte is replaced once, in the same exchange")
    func retried() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 2 ? .close : .answer(204) }
        let sender = try SenderFixture.sender()
        for repetition in [nil, AttemptMessage.Repetition.connectionClosed] {
            let exchange = await sender.send(try SenderFixture.request(receiver.url))
            #expect(exchange.response?.status == 204 && exchange.repetition == repetition)
        }
        #expect(receiver.requests.map(\.connection) == [1, 1, 2])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A connection is not replaced twice, nor after a byte of a response")
    func notRetried() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            switch request.number {
            case 1, 4: .answer(204)
            case 5: .textThenClose("HTTP/1.1")
            default: .close
            }
        }
        let sender = try SenderFixture.sender()
        var reasons: [FailureReason?] = []
        for _ in 1...4 { reasons.append(await sender.send(try SenderFixture.request(receiver.url)).reason) }
        #expect(reasons == [nil, .reset, nil, .reset])
        #expect(receiver.requests.count == 5)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("An idle connection is closed when its time is up")
    func idle() async throws {
        var configuration = SenderConfiguration()
        configuration.idle = .milliseconds(50)
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender(configuration)
        _ = await sender.send(try SenderFixture.request(receiver.url))
        try await receiver.closedConnections(1)
        #expect(await sender.send(try SenderFixture.request(receiver.url)).response?.status == 204)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test(
        "The receiver's own keep-alive time counts, less a second",
        arguments: [
            ("timeout=5", 4), ("timeout=60, max=10", 59), ("max=3", 4), ("timeout=x", 4), ("timeout=1", 0),
            ("Timeout = 3", 2), ("timeout=9999999", 60),
        ])
    func keepAliveHeader(_ value: String, _ seconds: Int) {
        let idle = KeepAlive.idle(["Keep-Alive": value], usual: .seconds(4), longest: .seconds(60))
        #expect(idle == .seconds(seconds))
    }
}
