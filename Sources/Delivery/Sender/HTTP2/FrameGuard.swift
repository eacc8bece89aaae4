import NIOCore

/// Counts a connection's frames before the codec sees them.
final class FrameGuard: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let streams: StreamHandler

    init(_ streams: StreamHandler) {
        self.streams = streams
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard streams.willDecode(unwrapInboundIn(data)) else { return }
        context.fireChannelRead(data)
        streams.didDecode()
    }
}
