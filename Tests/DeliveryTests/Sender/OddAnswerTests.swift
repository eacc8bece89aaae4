import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Odd responses that report success")
struct OddAnswerTests {
    /// A response, and the part of its body that the log keeps.
    struct Odd: Sendable, CustomTestStringConvertible {
        var text: String
        var status = 200
        var body = "ok"
        var isTruncated = false

        var testDescription: String { text.debugDescription }
    }

    private static let complete: [Odd] = [
        Odd(text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
        Odd(text: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 2\r\n\r\nok"),
        Odd(text: "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok"),
        Odd(
            text: "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;x=y\r\no\r\n1\r\nk\r\n0\r\n\r\n"),
        Odd(
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 12\r\n\r\n"
                + "2\r\nok\r\n0\r\nTrailer: x\r\n\r\n"),
        Odd(text: "HTTP/1.1 200 OK\r\nX-Long: one,\r\n two\r\n\tthree\r\nContent-Length: 2\r\n\r\nok"),
        Odd(text: "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
        Odd(text: "HTTP/1.1 200 OK\r\nContent-Length: 2\n\nok"),
        Odd(text: "HTTP/1.1 200 OK\r\nContent-Length : 2\r\nContent-Length: 2\r\n\r\nok"),
        Odd(text: "HTTP/1.0 201\nContent-Length: 2\n\nok", status: 201),
        Odd(text: "HTTP/1.1 204\r\n\r\n", status: 204, body: ""),
        Odd(text: "HTTP/1.1 204 No Content\n\n", status: 204, body: ""),
        Odd(text: "HTTP/1.1 204 No Content\nContent-Length: 5\n\nstray", status: 204, body: ""),
        Odd(text: "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
        Odd(
            text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + String(repeating: "X: y\r\n", count: 300)
                + "\r\nok"),
    ]

    @Test(
        "A complete head of a success counts, however odd it is, and its connection is not used again",
        arguments: complete)
    func counts(_ odd: Odd) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .text(odd.text) }
        let sender = try SenderFixture.sender()
        for number in 1...2 {
            let exchange = await sender.send(try SenderFixture.request(receiver.url))
            let response = try #require(exchange.response, "\(String(describing: exchange.message))")
            #expect(response.status == odd.status && exchange.repetition == nil)
            #expect(String(decoding: response.body, as: UTF8.self) == odd.body)
            #expect(response.isTruncated == odd.isTruncated)
            #expect(exchange.timings.firstByte != nil)
            if odd.text != "HTTP/1.1 204\r\n\r\n" { try await receiver.closedConnections(number) }
        }
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("The headers of an odd response are kept, unfolded", arguments: [true, false])
    func headers(isFolded: Bool) async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .text("HTTP/1.1 200 OK\nX-Long: one,\(isFolded ? "\n " : "") two\nContent-Length: 0\n\n")
        }
        #expect(
            exchange.response?.headers == [
                Attempt.Header(name: "X-Long", value: "one, two"), Attempt.Header(name: "Content-Length", value: "0"),
            ])
    }

    @Test("An odd head may arrive in pieces")
    func pieces() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(
                ["HTTP/1.1 2", "00 OK\nX: ", "y\nContent-Le", "ngth: 2\n", "\no", "k"].map { Array($0.utf8) })
        }
        let sender = try SenderFixture.sender()
        async let exchange = sender.send(try SenderFixture.request(receiver.url))
        _ = try await receiver.request(1)
        for _ in 1...5 { try await receiver.released() }
        #expect(try await exchange.response?.body == Array("ok".utf8))
        #expect(try await exchange.response?.isTruncated == false)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test(
        "A success whose body is malformed remains a success, truncated",
        arguments: [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\nmore",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\nzz\nmore",
        ])
    func malformedBody(_ text: String) async throws {
        let exchange = try await SenderFixture.exchange { _ in .textThenClose(text) }
        let response = try #require(exchange.response)
        #expect(response.status == 200 && response.body == Array("ok".utf8) && response.isTruncated)
    }

    @Test(
        "A body that does not end holds an exchange for 2 s, and what came of it is kept",
        arguments: [
            Odd(text: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok"),
            Odd(text: "HTTP/1.1 200 OK\r\n\r\nok"),
            Odd(text: "HTTP/1.1 200 OK\n\nok"),
            Odd(text: "HTTP/1.1 202 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", status: 202),
        ])
    func slowBody(_ odd: Odd) async throws {
        let exchange = try await SenderFixture.exchange(timeout: .seconds(600)) { _ in .text(odd.text) }
        let response = try #require(exchange.response)
        #expect(response.status == odd.status && response.isTruncated)
        #expect(response.body == Array("ok".utf8))
        #expect(exchange.timings.total >= .seconds(2))
    }

    @Test("A body that is not announced ends with its connection")
    func unannounced() async throws {
        for end in ["\r\n", "\n"] {
            let exchange = try await SenderFixture.exchange { _ in .textThenClose("HTTP/1.1 200 OK\(end)\(end)ok") }
            #expect(exchange.response?.body == Array("ok".utf8))
            #expect(exchange.response?.isTruncated == false)
        }
    }

    @Test(
        "Only a success counts where the head is odd",
        arguments: [
            "HTTP/1.1 500 Oops\nContent-Length: 0\n\n", "HTTP/1.1 301 Moved\r\nLocation: a\r\n b\r\n\r\n",
            "HTTP/1.1 199 Odd\n\nHTTP/1.1 404 Not Found\n\n", "HTTP/1.1 2000 OK\n\n", "HTTP/1.1 20 OK\n\n",
            "HTTP/3.1 200 OK\n\n", "HTTP/1.1\n200 OK\n\n", "<html>200 OK</html>\n\n",
            "HTTP/1.1 200 OK\nno colon\n\n", "HTTP/1.1 200 OK\n: no name\n\n",
            "HTTP/1.1 200 OK\nContent-Length: two\n\n",
            "HTTP/1.1 200 OK\nX: \u{0}\n\n",
        ])
    func refused(_ text: String) async throws {
        let exchange = try await SenderFixture.exchange { _ in .text(text) }
        #expect(exchange.reason == .protocol)
    }

    @Test("An odd head that is never complete is not a success", arguments: [true, false])
    func incomplete(isClosed: Bool) async throws {
        let text = "HTTP/1.1 200 OK\nContent-Length: 2\n"
        let exchange = try await SenderFixture.exchange(timeout: isClosed ? .seconds(20) : .seconds(2)) { _ in
            isClosed ? .textThenClose(text) : .text(text)
        }
        #expect(exchange.reason == (isClosed ? .protocol : .timeout))
    }

    @Test(
        "An odd head of 16 KiB is read, and a larger one is a protocol failure", arguments: [16 * 1024, 16 * 1024 + 1])
    func size(_ size: Int) async throws {
        let frame = "HTTP/1.1 204 No Content\nX: \n\n"
        let head = frame.replacing("X: ", with: "X: " + String(repeating: "a", count: size - frame.utf8.count))
        let exchange = try await SenderFixture.exchange { _ in .text(head) }
        #expect(exchange.response?.status == (size > 16 * 1024 ? nil : 204))
        #expect(exchange.reason == (size > 16 * 1024 ? .protocol : nil))
    }
}
