import Domain
import NIOCore
import NIOPosix
import Synchronization

@testable import Delivery

/// An HTTP proxy on 127.0.0.1 that does with each `CONNECT` what a test's script says, and keeps what it was asked.
final class ScriptedProxy: Sendable {
    enum Behavior: Sendable {
        /// Connects to the address that it was asked for.
        case tunnel
        /// Connects to this port of this machine, whatever it was asked for.
        case detour(port: Int)
        /// Writes this, and leaves the connection open.
        case text(String)
        case close
        case hang
    }

    typealias Script = @Sendable (_ target: String) -> Behavior

    private let asked = Mutex<[String]>([])
    private let server = Mutex<(any Channel)?>(nil)

    static func start(_ script: @escaping Script) async throws -> ScriptedProxy {
        let proxy = ScriptedProxy()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Request(proxy, script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        proxy.server.withLock { $0 = channel }
        return proxy
    }

    var port: Int { server.withLock { $0?.localAddress?.port ?? 0 } }
    /// The heads of all requests.
    var requests: [String] { asked.withLock { $0 } }
    var targets: [String] { requests.map { String($0.split(separator: " ")[1]) } }

    func stop() async {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        try? await channel?.close()
    }

    /// Reads one request.
    private final class Request: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let proxy: ScriptedProxy
        private let script: Script
        private var head = ""

        init(_ proxy: ScriptedProxy, _ script: @escaping Script) {
            self.proxy = proxy
            self.script = script
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            head += String(buffer: unwrapInboundIn(data))
            guard head.hasSuffix("\r\n\r\n") else { return }
            proxy.asked.withLock { $0.append(head) }
            let target = String(head.split(separator: " ")[1])
            switch script(target) {
            case .text(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .close: context.close(promise: nil)
            case .hang: break
            case .detour(let port): tunnel(context, to: "127.0.0.1", port)
            case .tunnel:
                let colon = target.lastIndex(of: ":") ?? target.endIndex
                tunnel(context, to: String(target[..<colon]), Int(target[colon...].dropFirst()) ?? 0)
            }
        }

        private func tunnel(_ context: ChannelHandlerContext, to host: String, _ port: Int) {
            let near = context.channel
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            ClientBootstrap(group: context.eventLoop)
                .channelOption(.autoRead, value: false)
                .connect(host: host, port: port)
                .whenComplete { result in
                    let (handler, context) = bound.value
                    guard case .success(let far) = result else { return context.close(promise: nil) }
                    let pipeline = context.pipeline.syncOperations
                    try? pipeline.addHandler(Glue(to: far))
                    try? far.pipeline.syncOperations.addHandler(Glue(to: near))
                    pipeline.removeHandler(handler, promise: nil)
                    near.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"), promise: nil)
                    far.setOption(.autoRead, value: true).whenComplete { _ in }
                }
        }
    }

    /// Passes everything on to another channel, and its end.
    private final class Glue: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let other: any Channel

        init(to other: any Channel) {
            self.other = other
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            other.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
