import Dispatch
import Domain
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Delivery

@Suite("Bytes that answer no request")
struct LeftoverTests {
    private static func bytes(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    @Test(
        "Stray bytes on a reused connection make the request go out again on a new one, once",
        arguments: [
            "0\r\n\r\n", "\r\n0\r\n\r\n", "{\"ok\":true}", "HTXP",
            "late bodyHTTP/1.1 500 Stale\r\nContent-Length: 0\r\n\r\n",
            "0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        ])
    func first(_ text: String) async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 2 ? .text(text) : .answer(204) }
        let sender = try SenderFixture.sender()
        for repetition in [nil, AttemptMessage.Repetition.strayBytes] {
            let exchange = await sender.send(try SenderFixture.request(receiver.url))
            #expect(exchange.response?.status == 204 && exchange.repetition == repetition)
        }
        #expect(receiver.requests.map(\.connection) == [1, 1, 2])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("On a new connection, such bytes are a malformed response")
    func fresh() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .text("0\r\n\r\n") }
        let sender = try SenderFixture.sender()
        let exchange = await sender.send(try SenderFixture.request(receiver.url))
        #expect(exchange.reason == .protocol && exchange.repetition == nil)
        #expect(receiver.requests.count == 1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("An empty line before a reused connection ends is not part of a response")
    func emptyLine() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 2 ? .textThenClose("\r\n") : .answer(204) }
        let sender = try SenderFixture.sender()
        for repetition in [nil, AttemptMessage.Repetition.connectionClosed] {
            let exchange = await sender.send(try SenderFixture.request(receiver.url))
            #expect(exchange.response?.status == 204 && exchange.repetition == repetition)
        }
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("After late bytes, the origin's connections are not reused for a while, so no request is sent twice")
    func late() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(Self.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "late"))
        }
        let sender = try SenderFixture.sender()
        #expect(await sender.send(try SenderFixture.request(receiver.url)).response?.status == 200)
        receiver.release()
        try await receiver.closedConnections(1)
        for _ in 1...2 {
            let exchange = await sender.send(try SenderFixture.request(receiver.url))
            #expect(exchange.response?.status == 200 && exchange.repetition == nil)
        }
        #expect(receiver.requests.map(\.connection) == [1, 2, 3])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test(
        "A second response that arrives before the request is sent is not taken for its response",
        arguments: [false, true])
    func secondAnswer(isTLS: Bool) async throws {
        let receiver = try await ScriptedReceiver.start(tls: isTLS ? TestCertificates.server() : nil) { request in
            let texts = Self.bytes(
                "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 500 Stale\r\nContent-Length: 0\r\n\r\n")
            return request.number == 1 ? .drip(texts) : .answer(204)
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let sender = try SenderFixture.sender(group: group)
        let request = try SenderFixture.request(receiver.url)
        #expect(await sender.send(request).response?.status == 204)
        // While the sender's only loop is blocked, the second response arrives and the next request is queued.
        let gate = DispatchSemaphore(value: 0)
        group.next().execute { gate.wait() }
        try await receiver.released()
        let run = ExchangeRun(request)
        let exchange = await withCheckedContinuation { continuation in
            _ = run.begin(continuation)
            sender.acquire(run)
            gate.signal()
        }
        #expect(exchange.response?.status == 204 && exchange.repetition == nil)
        #expect(receiver.requests.map(\.connection) == [1, 2])
        await sender.shutdown()
        await receiver.stop()
        try await group.shutdownGracefully()
    }

    /// The receiver reads nothing, so its window closes and it acknowledges no more: whatever it sends then answers
    /// none of the requests that are still waiting here.
    @Test("A second response before the receiver has a byte of the request is not taken for its response")
    func unacknowledged() async throws {
        let (accepted, continuation) = AsyncStream<any Channel>.makeStream()
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_rcvbuf), value: 2_048)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                continuation.yield(channel)
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let sender = try SenderFixture.sender(group: group)
        let url = "http://127.0.0.1:\(server.localAddress?.port ?? 0)/"
        let request = try SenderFixture.request(url, body: String(repeating: "x", count: 12_000))
        var connections = accepted.makeAsyncIterator()

        async let first = sender.send(request)
        let channel = try #require(await connections.next())
        while try await !channel.eventLoop.submit({ SocketFacts(channel).hasUnread }).get() { await Task.yield() }
        try await channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n"))
        #expect(await first.response?.status == 204)

        let run = ExchangeRun(request)
        async let second = withCheckedContinuation { continuation in
            _ = run.begin(continuation)
            sender.acquire(run)
            // After the request in the only loop's queue.
            group.next().execute {
                let stale = ByteBuffer(string: "HTTP/1.1 500 Stale\r\nContent-Length: 0\r\n\r\n")
                channel.writeAndFlush(stale, promise: nil)
            }
        }
        let other = try #require(await connections.next())
        try await other.writeAndFlush(ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n"))
        let exchange = await second
        #expect(exchange.response?.status == 204 && exchange.repetition == .strayBytes)
        await sender.shutdown()
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test("Origins are remembered for a while, up to a limit")
    func singleUse() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        let origins = (1...3).map { WebhookURL.Origin(isTLS: false, host: .name("h"), port: $0) }
        var single = SingleUseOrigins(limit: 2, lasting: .seconds(600))
        #expect(!single.contains(origins[0], now: start))
        single.insert(origins[0], now: start)
        #expect(single.contains(origins[0], now: start + .seconds(599)))
        #expect(!single.contains(origins[0], now: start + .seconds(600)))
        single.insert(origins[1], now: start + .seconds(1))
        // The first has expired by then, and makes room.
        single.insert(origins[2], now: start + .seconds(600))
        #expect(single.contains(origins[1], now: start + .seconds(600)))
        #expect(single.contains(origins[2], now: start + .seconds(600)))
        single.insert(origins[0], now: start + .seconds(600))
        #expect(single.contains(origins[0], now: start + .seconds(600)))
        #expect(origins.count { single.contains($0, now: start + .seconds(600)) } == 2)
    }
}
