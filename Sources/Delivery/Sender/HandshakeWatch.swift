import NIOCore
import NIOPosix
import NIOSSL

/// Watches a handshake: shows its connection the receiver's bytes before NIOSSL sees them, and says whose they are while
/// it does, which NIOSSL does not when it reports that a client certificate was asked for.
final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private static let current = ThreadSpecificVariable<ClientConnection>()

    /// Called by NIOSSL when a receiver asks for a client certificate. None is sent; whether that will do is up to the
    /// receiver.
    static let certificateRequest: NIOSSLContextCallback = { _, promise in
        current.currentValue?.receiverAsksForCertificate()
        promise.succeed(.noChanges)
    }

    private let connection: ClientConnection

    init(_ connection: ClientConnection) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard connection.isInHandshake else { return context.fireChannelRead(data) }
        connection.willNegotiate(unwrapInboundIn(data))
        Self.current.currentValue = connection
        context.fireChannelRead(data)
        Self.current.currentValue = nil
    }
}
