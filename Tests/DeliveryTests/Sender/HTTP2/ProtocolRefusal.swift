import NIOCore

/// Refuses a TLS greeting whose ALPN has no protocol in common with a receiver's, as RFC 7301 demands and most servers
/// do. NIOSSL goes on without a protocol instead. A receiver that does not know ALPN refuses nothing.
final class ProtocolRefusal: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A record with the alert `no_application_protocol`.
    private static let alert: [UInt8] = [21, 3, 3, 0, 2, 2, 120]

    private let protocols: [String]
    private var isChecked = false

    init(offering protocols: [String]) {
        self.protocols = protocols
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isChecked, !protocols.isEmpty else { return context.fireChannelRead(data) }
        isChecked = true
        let greeting = unwrapInboundIn(data)
        guard !protocols.contains(where: { Self.names($0, greeting) }) else { return context.fireChannelRead(data) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: Self.alert)), promise: nil)
        context.close(promise: nil)
    }

    /// Whether the greeting has the name, with its length before it, as ALPN lists them.
    private static func names(_ name: String, _ greeting: ByteBuffer) -> Bool {
        let wanted = [UInt8(name.utf8.count)] + name.utf8
        let bytes = Array(greeting.readableBytesView)
        guard bytes.count >= wanted.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
