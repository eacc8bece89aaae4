import NIOCore
import NIOHPACK
import NIOHTTP2

/// What speaks HTTP/2 in the receiver's process: responds to each request with 204.
final class StreamReceiver: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    static func handlers() -> [any ChannelHandler] {
        let settings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: 100),
            // The bodies of a benchmark are small, so the windows of streams need never grow.
            HTTP2Setting(parameter: .initialWindowSize, value: 1 << 20),
        ]
        return [NIOHTTP2Handler(mode: .server, initialSettings: settings), StreamReceiver()]
    }

    private var taken = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        guard case .data(let body) = frame.payload else { return }
        taken += body.data.readableBytes
        guard body.endStream else { return }
        let answer = HTTP2Frame.FramePayload.headers(.init(headers: [":status": "204"], endStream: true))
        context.write(wrapOutboundOut(HTTP2Frame(streamID: frame.streamID, payload: answer)), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if taken >= 16_384 {
            let room = HTTP2Frame.FramePayload.windowUpdate(windowSizeIncrement: taken)
            context.write(wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: room)), promise: nil)
            taken = 0
        }
        context.flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
