import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("The request on the wire")
struct WireTests {
    @Test("A request has exactly these bytes: Host first, the given headers in order, Content-Length last")
    func bytes() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender()
        let exchange = await sender.send(
            try SenderFixture.request("\(receiver.url)?a=1#fragment", body: #"{"eventType":"ping"}"#))
        let expected =
            "POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:\(receiver.port)\r\nAccept: */*\r\n"
            + "content-type: application/json\r\nUser-Agent: Perfsee-Hookshot/1\r\nContent-Length: 20\r\n\r\n"
            + #"{"eventType":"ping"}"#
        #expect(String(decoding: try await receiver.request(1).bytes, as: UTF8.self) == expected)
        #expect(exchange.response?.status == 204)
        #expect(exchange.timings.connect != nil && exchange.timings.dns == nil && exchange.timings.tls == nil)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A body of one mebibyte arrives whole, and its connection is reused")
    func largeBody() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(200, body: "taken") }
        let sender = try SenderFixture.sender()
        let body = String(repeating: "x", count: 1 << 20)
        for _ in 1...2 {
            let exchange = await sender.send(try SenderFixture.request(receiver.url, body: body))
            #expect(exchange.response?.body == Array("taken".utf8))
        }
        #expect(try await receiver.request(2).body.count == 1 << 20)
        #expect(receiver.connectionCount == 1)
        await sender.shutdown()
        await receiver.stop()
    }
}
