import Domain
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Delivery

@Suite("Failures, each with its reason")
struct FailureTests {
    @Test("A port without a listener is refused")
    func refused() async throws {
        let sender = try SenderFixture.sender()
        // A port that was used before could be another test's by now.
        let exchange = await sender.send(try SenderFixture.request("http://127.0.0.1:1/"))
        #expect(exchange.reason == .refused)
        #expect(exchange.message == .refused(authority: "127.0.0.1:1"))
        await sender.shutdown()
    }

    @Test("A connection that breaks or closes before the response is reset", arguments: [true, false])
    func reset(isReset: Bool) async throws {
        let exchange = try await SenderFixture.exchange { _ in isReset ? .reset : .close }
        #expect(exchange.reason == .reset)
    }

    @Test("A connection that breaks within the head is reset")
    func brokenHead() async throws {
        let exchange = try await SenderFixture.exchange { _ in .textThenClose("HTTP/1.1 200 OK\r\nContent-") }
        #expect(exchange.reason == .reset)
    }

    @Test("A response that is late is a timeout, with the step that was waiting")
    func noAnswer() async throws {
        let exchange = try await SenderFixture.exchange(timeout: .milliseconds(1500)) { _ in .hang }
        #expect(exchange.reason == .timeout)
        #expect(exchange.message == .timeout(step: .response, limitMilliseconds: 1500))
        #expect(exchange.timings.total >= .milliseconds(1500))
    }

    @Test(
        "A response that is not HTTP/1 is a protocol failure",
        arguments: [
            ("SSH-2.0-OpenSSH_9.2\r\n", .other), ("HTTP/1.1 abc\r\n\r\n", .statusCode),
            ("HTTP/2.0 200 OK\r\n\r\n", .version), ("HTTP/1.1 200 OK\r\nbad header\r\n\r\n", .header),
            ("HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n", .contentLength),
        ] as [(String, AttemptMessage.ResponseFault)])
    func malformed(_ text: String, _ fault: AttemptMessage.ResponseFault) async throws {
        let exchange = try await SenderFixture.exchange { _ in .text(text) }
        #expect(exchange.reason == .protocol)
        #expect(exchange.message == .malformedResponse(fault: fault))
    }

    @Test("A head of 16 KiB is read, and a larger one is a protocol failure", arguments: [16 * 1024, 16 * 1024 + 1])
    func hugeHead(_ size: Int) async throws {
        let frame = "HTTP/1.1 204 No Content\r\nX: \r\n\r\n"
        let head = frame.replacing("X: ", with: "X: " + String(repeating: "a", count: size - frame.utf8.count))
        let exchange = try await SenderFixture.exchange { _ in .text(head) }
        #expect(exchange.response?.status == (size > 16 * 1024 ? nil : 204))
        #expect(exchange.reason == (size > 16 * 1024 ? .protocol : nil))
    }

    @Test("A head that never ends is a protocol failure")
    func endlessHead() async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .endless(head: Array("HTTP/1.1 200 OK\r\n".utf8), piece: Array("X-More: and more\r\n".utf8))
        }
        #expect(exchange.reason == .protocol)
    }

    @Test("A name that does not resolve is a dns failure")
    func unknownName() async throws {
        let sender = try SenderFixture.sender()
        let exchange = await sender.send(try SenderFixture.request("http://nowhere.test/"))
        #expect(exchange.reason == .dns)
        #expect(exchange.message == .unknownName(name: "nowhere.test"))
        await sender.shutdown()
    }

    @Test("Canceling a task ends its exchange")
    func cancelled() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .hang }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url)
        try await withThrowingTaskGroup(of: Exchange.self) { group in
            group.addTask { await sender.send(request) }
            _ = try await receiver.request(1)
            group.cancelAll()
            #expect(try await group.next()?.reason == .reset)
        }
        try await receiver.closedConnections(1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A sender that has shut down sends nothing")
    func stopped() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender()
        await sender.shutdown()
        #expect(await sender.send(try SenderFixture.request(receiver.url)).reason == .reset)
        #expect(receiver.connectionCount == 0)
        await receiver.stop()
    }

    @Test("A sender that has shut down does not reconnect for a request whose connection has closed")
    func stoppedBetween() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let sender = try SenderFixture.sender()
        await sender.shutdown()
        let run = ExchangeRun(try SenderFixture.request(receiver.url))
        let exchange = await withCheckedContinuation { continuation in
            if run.begin(continuation) { sender.open(run) }
        }
        #expect(exchange.reason == .reset && receiver.connectionCount == 0)
        await receiver.stop()
    }
}
