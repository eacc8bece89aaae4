import NIOCore

/// One connection of a counting receiver.
final class CountingConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer = "HTTP/1.1 204 No Content\r\n\r\n"

    private let receiver: CountingReceiver
    private let sender: String
    private var received = ByteBuffer()
    private var open: CountedRequest?

    init(_ receiver: CountingReceiver, sender: String) {
        self.receiver = receiver
        self.sender = sender
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        received.writeBuffer(&piece)
        guard open == nil, let request = CountedRequest.take(from: &received) else { return }
        received.discardReadBytes()
        open = request
        guard let pause = receiver.began(request, from: sender) else { return answer(context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: pause) {
            let (connection, context) = bound.value
            connection.answer(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let open { receiver.brokeOff(open) }
        open = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let request = open else { return }
        open = nil
        // Before it is written: the client that reads it may begin the next request.
        receiver.willAnswer(request)
        let (receiver, sender) = (receiver, sender)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.answer))).whenSuccess {
            receiver.didAnswer(request, from: sender)
        }
    }
}
