import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Responses")
struct AnswerTests {
    @Test(
        "Every status is reported with its headers and body, and redirects are not followed",
        arguments: [
            200, 204, 299, 301, 302, 307, 404, 410, 429, 500, 503,
        ])
    func statuses(_ status: Int) async throws {
        let exchange = try await SenderFixture.exchange { request in
            request.number == 1
                ? .answer(
                    status, headers: [("Location", "/else"), ("Retry-After", "7")], body: status == 204 ? "" : "x")
                : .answer(200)
        }
        let response = try #require(exchange.response)
        #expect(response.status == status)
        #expect(response.headers.contains(Attempt.Header(name: "Retry-After", value: "7")))
        #expect(response.body == (status == 204 ? [] : Array("x".utf8)))
        #expect(!response.isTruncated)
    }

    @Test("Informational responses are skipped")
    func informational() async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .text("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 Done\r\n\r\n")
        }
        #expect(exchange.response?.status == 204)
    }

    @Test("Switching protocols is a protocol failure")
    func switching() async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
        }
        #expect(exchange.reason == .protocol)
    }

    @Test("A success whose body is cut off or late remains a success", arguments: [false, true])
    func cut(isLate: Bool) async throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
        let exchange = try await SenderFixture.exchange(timeout: isLate ? .seconds(5) : .seconds(20)) { _ in
            isLate ? .text(text) : .textThenClose(text)
        }
        let response = try #require(exchange.response)
        #expect(response.status == 200 && response.body == Array("half".utf8) && response.isTruncated)
    }

    @Test("An endless body is cut off at 16 KiB, and the connection is closed without waiting for the rest")
    func endless() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .endless(
                head: Array("HTTP/1.1 200 OK\r\n\r\n".utf8), piece: [UInt8](repeating: UInt8(ascii: "e"), count: 4096))
        }
        let sender = try SenderFixture.sender()
        let response = try #require(await sender.send(try SenderFixture.request(receiver.url)).response)
        #expect(response.body.count == 16 * 1024 && response.isTruncated)
        try await receiver.closedConnections(1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A body of 16 KiB is kept whole, one byte more is truncated", arguments: [16 * 1024, 16 * 1024 + 1])
    func keptBytes(_ count: Int) async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .answer(status: 200, headers: [], body: [UInt8](repeating: 1, count: count))
        }
        let response = try #require(exchange.response)
        #expect(response.body.count == 16 * 1024 && response.isTruncated == (count > 16 * 1024))
    }

    @Test("A chunked body is reassembled")
    func chunked() async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        }
        #expect(exchange.response?.body == Array("abcde".utf8))
        #expect(exchange.response?.isTruncated == false)
    }

    @Test("A slow drip is delivered once its head is complete, and times out before that")
    func drip() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 2", "00 OK\r\nContent-Le", "ngth: 2\r\n\r\n", "ok"].map { Array($0.utf8) })
        }
        let sender = try SenderFixture.sender()
        async let whole = sender.send(try SenderFixture.request(receiver.url))
        _ = try await receiver.request(1)
        for _ in 1...3 { receiver.release() }
        #expect(try await whole.response?.body == Array("ok".utf8))
        let cut = await sender.send(try SenderFixture.request(receiver.url, timeout: .milliseconds(200)))
        #expect(cut.reason == .timeout)
        await sender.shutdown()
        await receiver.stop()
    }
}
