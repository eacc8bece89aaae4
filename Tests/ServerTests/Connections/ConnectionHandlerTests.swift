import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import TestSupport
import Testing

@testable import Server

@Suite("A connection")
struct ConnectionHandlerTests {
    /// A peer that takes nothing: writes to it are not sent until it opens.
    private final class FullWindow: ChannelOutboundHandler {
        typealias OutboundIn = HTTPServerResponsePart

        private var promises: [EventLoopPromise<Void>] = []
        private(set) var heads: [HTTPResponseHead] = []
        /// Whether this side has closed its output.
        private(set) var isOutputClosed = false

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .head(let head) = unwrapOutboundIn(data) { heads.append(head) }
            if let promise { promises.append(promise) }
        }

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            guard mode == .all else {
                isOutputClosed = true
                promise?.succeed()
                return
            }
            for promise in promises { promise.fail(ChannelError.ioOnClosedChannel) }
            context.close(mode: mode, promise: promise)
        }

        func open() {
            for promise in promises { promise.succeed() }
            promises = []
        }
    }

    private static func channel(_ handlers: any ChannelHandler...) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let callers = Callers(
            limits: ConnectionLimits(), trustedProxies: [], headers: StandardHeaders(publicURL: ""),
            refusals: Refusals(metrics: PrometheusMetrics(), logger: LogRecorder().logger(), time: ManualTime()))
        for handler in handlers { try channel.pipeline.syncOperations.addHandler(handler) }
        try channel.pipeline.syncOperations.addHandler(ConnectionHandler(callers.welcome(channel)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private static func request(_ headers: HTTPHeaders) -> HTTPServerRequestPart {
        .head(HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers))
    }

    private static func passes(_ time: TimeAmount, _ channel: EmbeddedChannel) -> Bool {
        channel.embeddedEventLoop.advanceTime(by: time)
        return channel.isActive
    }

    /// Counts the operations on the socket.
    private final class Socket: ChannelOutboundHandler {
        typealias OutboundIn = HTTPServerResponsePart

        private(set) var reads = 0

        func read(context: ChannelHandlerContext) {
            reads += 1
            context.read()
        }
    }

    @Test(
        "It reads nothing after a request for another protocol, which the parser would buffer",
        arguments: [
            HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["host": "a", "upgrade": "websocket"]),
            HTTPRequestHead(version: .http1_1, method: .CONNECT, uri: "a:1", headers: ["host": "a"]),
        ])
    func anotherProtocol(_ head: HTTPRequestHead) throws {
        let socket = Socket()
        let channel = try Self.channel(socket)
        channel.read()
        let before = socket.reads
        #expect(before > 0)
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        let after = socket.reads
        channel.read()
        #expect(socket.reads == after)
        _ = try? channel.finish()
    }

    @Test("It reads nothing after invalid HTTP while a request is in progress")
    func noHTTP() throws {
        let socket = Socket()
        let channel = try Self.channel(socket)
        try channel.writeInbound(Self.request(["host": "a"]))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        channel.pipeline.fireErrorCaught(HTTPParserError.invalidVersion)
        let before = socket.reads
        channel.read()
        #expect(socket.reads == before)
        _ = try? channel.finish()
    }

    @Test("It is closed after a minute if nobody reads its own last answer")
    func unread() throws {
        let channel = try Self.channel(FullWindow())
        // Refused by the connection itself.
        try channel.writeInbound(Self.request(["host": "a", "Host": "b"]))
        #expect(Self.passes(.seconds(59), channel))
        #expect(!Self.passes(.seconds(1), channel))
    }

    @Test("It is closed after a minute if nobody reads the last answer to a request")
    func unreadAnswer() throws {
        let channel = try Self.channel(FullWindow())
        try channel.writeInbound(Self.request(["host": "a", "connection": "close"]))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        channel.write(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        #expect(Self.passes(.seconds(59), channel))
        #expect(!Self.passes(.seconds(1), channel))
    }

    @Test("It sends its whole answer to a client that has closed its output")
    func halfClosed() throws {
        let window = FullWindow()
        let channel = try Self.channel(window)
        try channel.writeInbound(Self.request(["host": "a"]))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        channel.write(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        channel.close(mode: .output, promise: nil)
        #expect(!window.isOutputClosed && channel.isActive)
        window.open()
        #expect(window.isOutputClosed)
        _ = try? channel.finish()
    }

    @Test("It sends its whole last answer to a client that has closed its output")
    func halfClosedAtTheEnd() throws {
        let window = FullWindow()
        let channel = try Self.channel(window)
        try channel.writeInbound(Self.request(["host": "a", "Host": "b"]))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!window.isOutputClosed && channel.isActive)
        window.open()
        #expect(window.isOutputClosed)
        _ = try? channel.finish()
    }

    @Test("It is closed 2 seconds after a refusal if the body waits for 100 Continue and never comes")
    func neverAsked() throws {
        let window = FullWindow()
        let channel = try Self.channel(window)
        try channel.writeInbound(Self.request(["host": "a", "expect": "100-continue", "content-length": "10"]))
        let head = HTTPResponseHead(version: .http1_1, status: .unauthorized)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        #expect(window.heads.map { $0.headers["connection"] } == [["close"]])
        window.open()
        #expect(Self.passes(.milliseconds(1_999), channel))
        #expect(!Self.passes(.milliseconds(1), channel))
    }
}
