import Foundation
import NIOCore
import NIOPosix

/// One connection of a scripted receiver.
///
/// Sendable because everything in it is touched only on its event loop, except for `release`, `released`, and `stop`,
/// which hop there first.
final class ReceiverConnection: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How many bytes of an endless response to write at once.
    private static let pouredAtOnce = 64 * 1024

    private let receiver: ScriptedReceiver
    private var context: ChannelHandlerContext?
    private var loop: (any EventLoop)?
    private var number = 0
    private var received: [UInt8] = []
    private var pieces: ArraySlice<[UInt8]> = []
    private var endless: ByteBuffer?

    init(_ receiver: ScriptedReceiver) {
        self.receiver = receiver
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop = context.eventLoop
    }

    func channelActive(context: ChannelHandlerContext) {
        number = receiver.opened(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        endless = nil
        receiver.closed(number)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += Array(unwrapInboundIn(data).readableBytesView)
        while let request = ReceivedRequest.take(from: &received, connection: number) {
            perform(receiver.behavior(for: request), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The next piece of a drip.
    func release() {
        loop?.execute { self.drip() }
    }

    /// Returns once the next piece of a drip has been written.
    func released() async throws {
        try await loop?.submit { self.drip() }.get()
    }

    func stop() {
        loop?.execute { self.context?.close(promise: nil) }
    }

    private func perform(_ behavior: ReceiverBehavior, _ context: ChannelHandlerContext) {
        switch behavior {
        case .answer(let status, let headers, let body):
            write(ReceiverBehavior.answerBytes(status: status, headers: headers, body: body))
        case .bytes(let bytes): write(bytes)
        case .bytesThenClose(let bytes):
            write(bytes)
            context.close(promise: nil)
        case .close: context.close(promise: nil)
        case .reset: reset(context)
        case .hang: break
        case .drip(let all):
            pieces = all[...]
            drip()
        case .endless(let head, let piece):
            write(head)
            // In large writes, so that the socket fills quickly and the loop is free for others.
            var pieces = ByteBuffer()
            repeat { pieces.writeBytes(piece) } while !piece.isEmpty && pieces.readableBytes < Self.pouredAtOnce
            endless = pieces
            pour()
        }
    }

    private func write(_ bytes: [UInt8]) {
        context?.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func drip() {
        if let piece = pieces.popFirst() { write(piece) }
    }

    /// Writes one piece, and the next in a later turn of the loop once that is written.
    private func pour() {
        guard let endless, let context, let loop, context.channel.isActive else { return }
        context.writeAndFlush(wrapOutboundOut(endless)).whenSuccess {
            loop.execute { self.pour() }
        }
    }

    /// Closing a connection with a zero linger time resets it.
    private func reset(_ context: ChannelHandlerContext) {
        guard let options = context.channel as? any SocketOptionProvider else { return }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
            self.context?.close(promise: nil)
        }
    }
}
