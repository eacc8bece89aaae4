import Domain
import NIOCore
import NIOHPACK
import Testing

@testable import Delivery

@Suite("What a receiver's frames cost")
struct FrameMeterTests {
    private static func greeted() -> FrameMeter {
        var meter = FrameMeter()
        #expect(meter.take(ByteBuffer(bytes: Frames.settings())) == .fine)
        return meter
    }

    @Test("A connection begins with settings that are no acknowledgment")
    func greeting() {
        for bytes in [
            Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), Frames.settingsAcknowledgment, Frames.ping,
            Frames.frame(4, [1, 2, 3]), Frames.frame(4, stream: 1),
        ] {
            var meter = FrameMeter()
            #expect(meter.take(ByteBuffer(bytes: bytes)) == .notHTTP2)
            #expect(!FrameHeader.isGreeting(ByteBuffer(bytes: bytes).readableBytesView))
        }
        let settings = ByteBuffer(bytes: Frames.settings([(3, 100)])).readableBytesView
        #expect(FrameHeader.isGreeting(settings) && !FrameHeader.isGreeting(settings.dropLast(7)))
    }

    @Test("Frames of every type count, however their bytes arrive")
    func limit() {
        var meter = Self.greeted()
        for number in 1..<StreamLimits.frames {
            let frame = number % 2 == 0 ? Frames.ping : Frames.frame(0xF0, [1])
            for byte in frame { #expect(meter.take(ByteBuffer(bytes: [byte])) == .fine) }
        }
        #expect(meter.take(ByteBuffer(bytes: Frames.ping)) == .flood)
    }

    @Test("A request and a response allow further frames, and a response no more than the limit")
    func allowance() {
        var meter = Self.greeted()
        let flood = ByteBuffer(bytes: (1..<StreamLimits.frames).flatMap { _ in Frames.ping })
        #expect(meter.take(flood) == .fine)
        meter.sent(10 * 1024)
        for _ in 0...10 { #expect(meter.take(ByteBuffer(bytes: Frames.ping)) == .fine) }
        for _ in 1...3 { meter.answered() }
        #expect(meter.take(flood) == .fine)
        #expect(meter.take(ByteBuffer(bytes: Frames.ping)) == .fine)
        #expect(meter.take(ByteBuffer(bytes: Frames.ping)) == .flood)
    }

    @Test("The bytes of a header list are limited over all its frames")
    func headerList() {
        var meter = Self.greeted()
        let half = Array(repeating: UInt8(0), count: AnswerLimits.head / 2)
        let list = Frames.frame(1, stream: 1, half) + Frames.frame(9, stream: 1, half)
        #expect(meter.take(ByteBuffer(bytes: list)) == .fine)
        #expect(meter.take(ByteBuffer(bytes: list)) == .fine)
        #expect(meter.take(ByteBuffer(bytes: Frames.frame(9, stream: 1, [0]))) == .headTooLarge)
    }

    @Test("What DATA frames take is given back once")
    func giveBack() {
        var meter = Self.greeted()
        _ = meter.take(ByteBuffer(bytes: Frames.data(1, [1, 2, 3]) + Frames.data(3, [4, 5]) + Frames.ping))
        #expect(meter.taken == 5 && meter.giveBack() == 5 && meter.giveBack() == 0)
    }

    @Test("Findings about origins last for a while, up to a limit")
    func versions() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        let origins = (1...3).map { WebhookURL.Origin(isTLS: true, host: .name("h"), port: $0) }
        var versions = OriginVersions(limit: 2, lasting: .seconds(60))
        versions.insert(origins[0], .http2, now: start)
        #expect(versions.finding(of: origins[0], now: start + .seconds(59)) == .http2)
        #expect(versions.finding(of: origins[0], now: start + .seconds(60)) == nil)
        versions.insert(origins[1], .http1, now: start + .seconds(1))
        // The first has expired by then, and makes room.
        versions.insert(origins[2], .http2Unannounced, now: start + .seconds(60))
        #expect(versions.finding(of: origins[1], now: start + .seconds(60)) == .http1)
        versions.insert(origins[0], .http2, now: start + .seconds(60))
        #expect(origins.count { versions.finding(of: $0, now: start + .seconds(60)) != nil } == 2)
        versions.remove(origins[0])
        #expect(versions.finding(of: origins[0], now: start + .seconds(60)) == nil)
    }

    @Test("What a connection offers follows from the webhook's setting and from what is known")
    func offers() {
        func offer(_ isTLS: Bool, _ version: WebhookHTTPVersion, _ finding: OriginVersions.Finding?) -> ConnectionOffer
        {
            ConnectionOffer(
                ConnectionKey(
                    origin: WebhookURL.Origin(isTLS: isTLS, host: .name("h"), port: 1), version: version), finding)
        }
        for isTLS in [true, false] {
            #expect(offer(isTLS, .http1, nil) == .http1 && offer(isTLS, .http2, .http1) == .http1)
            #expect(offer(isTLS, .http1, .http2Unannounced) == .assumed)
        }
        #expect(offer(true, .http2, nil) == .negotiated && offer(false, .http2, nil) == .assumed)
        #expect(offer(true, .http1, .http2) == .negotiated)
        #expect(ConnectionOffer.http1.applicationProtocols == ["http/1.1"])
        #expect(ConnectionOffer.negotiated.applicationProtocols == ["h2", "http/1.1"])
        #expect(!ConnectionOffer.negotiated.isHTTP2(chosen: nil) && ConnectionOffer.assumed.isHTTP2(chosen: nil))
        #expect(
            !ConnectionOffer.assumed.isHTTP2(chosen: "http/1.1") && ConnectionOffer.negotiated.isHTTP2(chosen: "h2"))
    }
}
