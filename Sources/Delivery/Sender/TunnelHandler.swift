import Domain
import NIOCore

/// Asks a proxy for a connection to an address. Once that is open, it leaves the channel, which from then on is a
/// connection to the receiver like any other.
///
/// Sendable because everything in it is touched only on its event loop.
final class TunnelHandler: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Failure: Error, Hashable {
        let fault: AttemptMessage.ProxyFault
    }

    private let request: ByteBuffer
    /// Adds TLS to the receiver; nil for none.
    private let addTLS: ((ChannelHandlerContext, TunnelHandler) throws -> Void)?
    private var reply = ConnectReply()
    private var isRequested = false
    private var result: Result<Void, any Error>?
    private var callback: ((Result<Void, any Error>) -> Void)?

    /// - Parameter addTLS: called when the tunnel is open, before anything goes through it.
    init(
        to address: IPAddress, port: Int, of proxy: WebhookProxy,
        addTLS: ((ChannelHandlerContext, TunnelHandler) throws -> Void)?
    ) {
        request = Self.request(to: address, port: port, of: proxy)
        self.addTLS = addTLS
    }

    /// The proxy gets the address that was checked, never the name, which could lead it elsewhere.
    private static func request(to address: IPAddress, port: Int, of proxy: WebhookProxy) -> ByteBuffer {
        let target = "\(WebhookURL.Host.address(address)):\(port)"
        let authorization = proxy.authorization.map { "Proxy-Authorization: \($0)\r\n" } ?? ""
        return ByteBuffer(
            string: "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\nUser-Agent: Perfsee-Hookshot/1\r\n"
                + "\(authorization)\r\n")
    }

    /// Calls back when the tunnel is open, or can't be opened; then the channel is closed.
    func whenOpen(_ callback: @escaping (Result<Void, any Error>) -> Void) {
        if let result { callback(result) } else { self.callback = callback }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { ask(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        ask(context)
        context.fireChannelActive()
    }

    private func ask(_ context: ChannelHandlerContext) {
        guard !isRequested else { return }
        isRequested = true
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard result == nil else { return }
        switch reply.take(unwrapInboundIn(data)) {
        case .goOn: break
        case .failed(let fault): fail(fault, context)
        case .opened(let rest): open(context, rest)
        }
    }

    private func open(_ context: ChannelHandlerContext, _ rest: ByteBuffer) {
        do {
            // Nothing was sent to the receiver yet, so this can't be its response. TLS can tell what it is instead.
            if addTLS == nil, rest.readableBytes > 0 { throw SendFailure.malformed(.strayBytes) }
            try addTLS?(context, self)
        } catch {
            settle(.failure(error))
            return context.close(promise: nil)
        }
        settle(.success(()))
        if rest.readableBytes > 0 { context.fireChannelRead(NIOAny(rest)) }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard result == nil else { return context.fireErrorCaught(error) }
        fail(.closed, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        settle(.failure(Failure(fault: .closed)))
        context.fireChannelInactive()
    }

    private func fail(_ fault: AttemptMessage.ProxyFault, _ context: ChannelHandlerContext) {
        settle(.failure(Failure(fault: fault)))
        context.close(promise: nil)
    }

    /// Only the first call counts.
    private func settle(_ result: Result<Void, any Error>) {
        guard self.result == nil else { return }
        self.result = result
        let callback = callback
        self.callback = nil
        callback?(result)
    }
}
