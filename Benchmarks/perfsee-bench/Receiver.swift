import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TestSupport

/// A receiver in a separate process: answers 204 immediately, or never below `/hang`, and records the time from each
/// event's `"sentAt":<monotonic nanoseconds>` to its receipt. `--tls h2` or `http/1.1` makes it speak that over TLS.
enum Receiver {
    static func serve(_ arguments: Arguments) async throws {
        let tls = try arguments.text("tls").map(context)
        let isHTTP2 = arguments.text("tls") == "h2"
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let counter = NIOLockedReceiptCounter()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    if isHTTP2 { return try pipeline.addHandlers(StreamReceiver.handlers(), position: .last) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
                    try pipeline.addHandler(ReceiverHandler(counter))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        FileHandle.standardOutput.write(Data("\(channel.localAddress?.port ?? 0)\n".utf8))
        try await channel.closeFuture.get()
    }

    private static func context(offering name: String) throws -> NIOSSLContext {
        var demands = TestCertificates.Demands()
        demands.applicationProtocols = [name]
        return try TestCertificates.server(.valid, demands)
    }
}

private final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let counter: NIOLockedReceiptCounter
    private var uri = ""
    private var body: [UInt8] = []

    init(_ counter: NIOLockedReceiptCounter) {
        self.counter = counter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            uri = head.uri
            body.removeAll(keepingCapacity: true)
        case .body(let buffer):
            body.append(contentsOf: buffer.readableBytesView)
        case .end: answer(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        if uri.hasPrefix("/hang") { return }
        guard uri.hasPrefix("/stats") || uri.hasPrefix("/reset") else {
            counter.add(body, now: Monotonic.now())
            context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .noContent))), promise: nil)
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        let text = uri.hasPrefix("/reset") ? counter.reset() : counter.summary()
        var head = HTTPResponseHead(version: .http1_1, status: .ok)
        head.headers.add(name: "Content-Length", value: String(text.utf8.count))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        // The client reads to the end of the connection.
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}

enum Monotonic {
    /// Nanoseconds of a clock that all processes of a machine share.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
