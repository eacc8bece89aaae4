import Foundation
import NIOCore
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
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let noContent = ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n")

    private let counter: NIOLockedReceiptCounter
    private var arrived = ByteBuffer()

    init(_ counter: NIOLockedReceiptCounter) {
        self.counter = counter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var read = unwrapInboundIn(data)
        if arrived.readableBytes == 0 { arrived = read } else { arrived.writeBuffer(&read) }
        do {
            while let request = try PlainMessage.next(in: &arrived) { answer(request, context) }
        } catch {
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ request: PlainMessage, _ context: ChannelHandlerContext) {
        let path = request.second
        if path.hasPrefix("/hang") { return }
        guard path.hasPrefix("/stats") || path.hasPrefix("/reset") else {
            counter.add(request.body.readableBytesView, now: Monotonic.now())
            return context.writeAndFlush(wrapOutboundOut(Self.noContent), promise: nil)
        }
        let text = path.hasPrefix("/reset") ? counter.reset() : counter.summary()
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
        // The client reads to the end of the connection.
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in channel.close(promise: nil) }
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
