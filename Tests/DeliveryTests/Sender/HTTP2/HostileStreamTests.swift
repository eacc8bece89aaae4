import Domain
import NIOCore
import TestSupport
import Testing

@testable import Delivery

@Suite("Hostile receivers over HTTP/2")
struct HostileStreamTests {
    private static func exchange(
        timeout: Duration = .seconds(20), body: String = "{}", greeting: [UInt8] = Frames.settings(),
        atHead: FrameReceiver.Behavior? = nil, closes: Bool = true, script: @escaping FrameReceiver.Script
    ) async throws -> (Exchange, FrameReceiver, openCount: Int) {
        let receiver = try await FrameReceiver.start(greeting: greeting, atHead: atHead, script: script)
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, body: body, timeout: timeout, version: .http2)
        let exchange = await sender.send(request)
        if closes { _ = await receiver.wait { sender.openCount == 0 } }
        let count = sender.openCount
        await sender.shutdown()
        await receiver.stop()
        return (exchange, receiver, count)
    }

    @Test(
        "A flood of frames without a response ends the exchange and the connection, long before its timeout",
        arguments: [
            ("PING", Frames.ping), ("SETTINGS", Frames.settings()), ("PRIORITY", Frames.priority),
            ("acknowledgments", Frames.settingsAcknowledgment), ("WINDOW_UPDATE", Frames.windowUpdate(0, 1)),
            ("WINDOW_UPDATE of a stream", Frames.windowUpdate(1, 1)), ("GOAWAY", Frames.goAway(last: 1)),
            ("unknown frames", Frames.frame(0xF0)), ("ALTSVC", Frames.frame(10, [0, 0])),
            ("resets of other streams", Frames.reset(1_001, 8)), ("empty CONTINUATION", Frames.frame(9, stream: 1)),
        ])
    func floods(_ name: String, _ frame: [UInt8]) async throws {
        let (exchange, _, count) = try await Self.exchange { _ in .endless(head: [], piece: frame) }
        #expect(exchange.reason == .protocol || exchange.reason == .reset, "\(exchange)")
        #expect(exchange.timings.total < .seconds(10) && count == 0)
    }

    @Test("A flood within a response ends it there, and what has arrived counts")
    func floodsWithin() async throws {
        for (status, frame) in [
            (200, Frames.data(1, [], isLast: false)), (500, Frames.data(1, [], isLast: false)),
            (200, Frames.data(1, [65], isLast: false)),
        ] {
            let (exchange, _, count) = try await Self.exchange { request in
                .endless(
                    head: Frames.headers(request.stream, [(":status", String(status))], isLast: false), piece: frame)
            }
            #expect(exchange.response?.status == status && exchange.response?.isTruncated == true)
            #expect(exchange.timings.total < .seconds(10) && count == 0)
        }
    }

    @Test("Informational responses without end are a head that is too large")
    func informational() async throws {
        let (exchange, _, count) = try await Self.exchange { request in
            .endless(head: [], piece: Frames.headers(request.stream, [(":status", "103")], isLast: false))
        }
        #expect(exchange.message == .responseHeadTooLarge(limitKiB: 16) && count == 0)
    }

    @Test("A header list of 16 KiB is read, and a larger one is a protocol failure", arguments: [true, false])
    func largeHead(_ isTooLarge: Bool) async throws {
        let status = 7 + 3 + 32
        let size = 16 * 1024 - status - 32 - 1 + (isTooLarge ? 1 : 0)
        let (exchange, _, _) = try await Self.exchange(closes: false) { request in
            .frames(
                Frames.headers(request.stream, [(":status", "204"), ("x", String(repeating: "a", count: size))]))
        }
        #expect(exchange.response?.status == (isTooLarge ? nil : 204), "\(exchange)")
        #expect(exchange.reason == (isTooLarge ? .protocol : nil))
    }

    @Test("Header lists in many frames, and a small one that grows, are protocol failures")
    func headerBombs() async throws {
        let start = Frames.frame(1, flags: 0, stream: 1, Frames.list([(":status", "200")]))
        let more = Frames.frame(9, stream: 1, Frames.list([("x-more", String(repeating: "y", count: 1_000))]))
        // A name and value of 4,000 bytes, put into the table once and then named in one byte, over and over.
        let large = Frames.list([("x", String(repeating: "z", count: 3_900))]).dropFirst()
        let bomb = Frames.list([(":status", "200")]) + [0x40] + large + Array(repeating: 0xBE, count: 2_000)
        let bombs: [FrameReceiver.Behavior] = [
            .endless(head: start, piece: more), .frames(Frames.frame(1, flags: 5, stream: 1, bomb)),
        ]
        for behavior in bombs {
            let (exchange, _, count) = try await Self.exchange { _ in behavior }
            #expect(exchange.reason == .protocol && count == 0, "\(exchange)")
        }
    }

    @Test("A body is read up to its limit; then the stream is reset and the connection closed")
    func hugeBody() async throws {
        let piece = Frames.data(1, Array(repeating: 65, count: 8_000), isLast: false)
        let (exchange, receiver, count) = try await Self.exchange { request in
            .endless(head: Frames.headers(request.stream, [(":status", "200")], isLast: false), piece: piece)
        }
        #expect(exchange.response?.status == 200 && exchange.response?.body.count == AnswerLimits.kept)
        #expect(exchange.response?.isTruncated == true && exchange.timings.total < .seconds(10) && count == 0)
        #expect(receiver.requests.count == 1)
    }

    @Test("A body that is late does not undo a success, nor hold its place")
    func lateBody() async throws {
        let (exchange, _, _) = try await Self.exchange { request in
            .frames(Frames.headers(request.stream, [(":status", "200")], isLast: false))
        }
        #expect(exchange.response?.status == 200 && exchange.response?.isTruncated == true)
        #expect(exchange.timings.total < .seconds(10))
    }

    @Test("A receiver that never makes room for the request is a timeout", arguments: [0, 1] as [UInt32])
    func noRoom(_ window: UInt32) async throws {
        let (exchange, receiver, count) = try await Self.exchange(
            timeout: .seconds(4), body: String(repeating: "x", count: 100_000),
            greeting: Frames.settings([(4, window)])
        ) { _ in .hang }
        #expect(exchange.message == .timeout(step: .response, limitMilliseconds: 4_000))
        #expect(receiver.requests.isEmpty && count == 0)
    }

    @Test("So is one that allows no stream, or is silent")
    func noStreams() async throws {
        for greeting in [Frames.settings([(3, 0)]), []] {
            let (exchange, _, count) = try await Self.exchange(timeout: .seconds(4), greeting: greeting) { _ in
                .hang
            }
            #expect(exchange.message == .timeout(step: .response, limitMilliseconds: 4_000) && count == 0)
        }
    }

    @Test("A receiver that makes room byte by byte is cut off")
    func roomByteByByte() async throws {
        let body = String(repeating: "x", count: 100_000)
        let trickle = FrameReceiver.Behavior.endless(head: [], piece: Frames.windowUpdate(1, 1))
        let (exchange, receiver, count) = try await Self.exchange(
            body: body, greeting: Frames.settings([(4, 0)]), atHead: trickle
        ) { _ in .hang }
        #expect(exchange.message == .malformedResponse(fault: .flood) && exchange.timings.total < .seconds(10))
        #expect(receiver.requests.isEmpty && count == 0)
    }

    @Test(
        "Frames that break the rules are a protocol failure",
        arguments: [
            ("a window that overflows", Frames.windowUpdate(0, 0x7FFF_FFFF)),
            ("a window that does not grow", Frames.windowUpdate(0, 0)),
            ("a push", Frames.frame(5, flags: 4, stream: 1, [0, 0, 0, 2] + Frames.list([(":path", "/")]))),
            ("a body without a head", Frames.data(1, [65])), ("an even stream", Frames.answer(2)),
            ("a frame that is too large", Frames.frame(0, stream: 1, Array(repeating: 0, count: 16_385))),
            ("a broken header list", Frames.frame(1, flags: 5, stream: 1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])),
            ("settings that are none", Frames.frame(4, [1, 2, 3])),
            ("a setting out of range", Frames.settings([(2, 7)])),
            ("a setting of a window", Frames.settings([(4, 0xFFFF_FFFF)])),
        ])
    func rules(_ name: String, _ frame: [UInt8]) async throws {
        let (exchange, _, count) = try await Self.exchange { _ in .frames(frame) }
        #expect(exchange.reason == .protocol && count == 0, "\(exchange)")
    }

    @Test("A stream's window that overflows is a protocol failure")
    func streamWindow() async throws {
        let twice = Frames.windowUpdate(1, 0x7FFF_FFFF) + Frames.windowUpdate(1, 0x7FFF_FFFF)
        let (exchange, _, count) = try await Self.exchange(
            body: String(repeating: "x", count: 100_000), atHead: .frames(twice)
        ) { _ in .hang }
        #expect(exchange.reason == .protocol && count == 0, "\(exchange)")
    }

    @Test("Huge settings of a receiver change nothing")
    func hugeSettings() async throws {
        let greeting = Frames.settings([(1, 0xFFFF_FFFF), (3, 0xFFFF_FFFF), (4, 0x7FFF_FFFF), (5, 0xFF_FFFF), (6, 1)])
        let (exchange, _, _) = try await Self.exchange(greeting: greeting, closes: false) {
            .frames(Frames.answer($0.stream))
        }
        #expect(exchange.response?.status == 204)
    }

    @Test("A receiver that resets every stream gets a new connection after ten, and each exchange is one failure")
    func rapidResets() async throws {
        let receiver = try await FrameReceiver.start { .frames(Frames.reset($0.stream, 2)) }
        let sender = try SenderFixture.sender()
        for _ in 0...StreamLimits.resets {
            let exchange = await sender.send(try SenderFixture.request(receiver.url, version: .http2))
            #expect(exchange.reason == .reset && exchange.message == .streamReset(code: 2))
        }
        #expect(receiver.requests.map(\.connection) == Array(repeating: 1, count: StreamLimits.resets) + [2])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A receiver that goes away each time costs a connection each time, and no more")
    func goAwayStorm() async throws {
        let receiver = try await FrameReceiver.start { _ in .framesThenClose(Frames.goAway(last: 0, 11)) }
        let sender = try SenderFixture.sender()
        for _ in 1...5 {
            #expect(await sender.send(try SenderFixture.request(receiver.url, version: .http2)).reason == .reset)
        }
        #expect(receiver.connectionCount == 10)
        #expect(await receiver.wait { sender.openCount == 0 })
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("One hostile response does not take the responses of others on the connection with it")
    func neighbors() async throws {
        let receiver = try await FrameReceiver.start { request in
            switch request.number {
            case 1: .frames(Frames.answer(request.stream))
            case 2: .hang
            default:
                .frames(
                    Frames.headers(request.stream, [(":status", "bad")]) + Frames.answer(request.stream - 2, 200))
            }
        }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        #expect(await sender.send(request).response?.status == 204)
        async let waiting = sender.send(request)
        #expect(await receiver.wait { receiver.requests.count == 2 })
        #expect(await sender.send(request).reason == .protocol)
        #expect(await waiting.response?.status == 200)
        await sender.shutdown()
        await receiver.stop()
    }
}
