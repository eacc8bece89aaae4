import NIOCore

/// Shows a connection the raw bytes of its responses before and after the decoder sees them.
final class AnswerMeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: ClientConnection

    init(_ connection: ClientConnection) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard connection.willDecode(bytes) else { return }
        context.fireChannelRead(data)
        connection.didDecode(bytes)
    }
}
