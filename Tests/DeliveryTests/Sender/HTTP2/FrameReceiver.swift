import NIOCore
import NIOHPACK
import NIOPosix
import NIOSSL
import Synchronization
import TestSupport

@testable import Delivery

/// A receiver on 127.0.0.1 that speaks HTTP/2 byte for byte as a test's script says: it obeys no rule of its own but to
/// read whole requests.
final class FrameReceiver: Sendable {
    struct Request: Sendable {
        var stream: UInt32
        var headers: [(name: String, value: String)]
        var body: [UInt8]
        /// Counts the receiver's connections from 1.
        var connection: Int
        /// Counts the receiver's requests from 1.
        var number: Int

        subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    enum Behavior: Sendable {
        case frames([UInt8])
        case framesThenClose([UInt8])
        case hang
        /// Writes `head`, then `piece` again and again for as long as the client reads.
        case endless(head: [UInt8], piece: [UInt8])
        /// Waits for this many requests on the connection, then answers all of them.
        case gather(Int)
        case close
    }

    typealias Script = @Sendable (Request) -> Behavior

    private struct State: Sendable {
        var requests: [Request] = []
        var connections = 0
        var closed = 0
        var resets: [UInt32] = []
        var live: [any Channel] = []
    }

    private let script: Script
    fileprivate let greeting: [UInt8]
    fileprivate let atHead: Behavior?
    private let state = Mutex(State())
    private let server: Mutex<(any Channel)?> = Mutex(nil)
    private let isTLS: Bool

    private init(isTLS: Bool, greeting: [UInt8], atHead: Behavior?, script: @escaping Script) {
        self.isTLS = isTLS
        self.greeting = greeting
        self.atHead = atHead
        self.script = script
    }

    /// - Parameters:
    ///   - protocols: what it offers in ALPN, over TLS; nil for a receiver without TLS.
    ///   - greeting: what it sends first.
    ///   - atHead: what it does once it has the head of a request.
    static func start(
        protocols: [String]? = ["h2"], greeting: [UInt8] = Frames.settings(), atHead: Behavior? = nil,
        script: @escaping Script
    ) async throws -> FrameReceiver {
        let receiver = FrameReceiver(isTLS: protocols != nil, greeting: greeting, atHead: atHead, script: script)
        var demands = TestCertificates.Demands()
        demands.applicationProtocols = protocols ?? []
        let tls = protocols == nil ? nil : try TestCertificates.server(.valid, demands)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(ProtocolRefusal(offering: protocols ?? []))
                        try pipeline.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try pipeline.addHandler(FrameConnection(receiver))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        receiver.server.withLock { $0 = channel }
        return receiver
    }

    var url: String {
        let port = server.withLock { $0?.localAddress?.port ?? 0 }
        return "\(isTLS ? "https" : "http")://127.0.0.1:\(port)/hook"
    }

    var requests: [Request] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connections } }
    /// The streams that the client has reset.
    var resets: [UInt32] { state.withLock { $0.resets } }

    func stop() async {
        try? await server.withLock { $0 }?.close()
        for channel in state.withLock({ $0.live }) { channel.close(promise: nil) }
    }

    /// Returns once something holds, after 20 s at most.
    func wait(until holds: @Sendable () -> Bool) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(20)
        while !holds() {
            guard ContinuousClock.now < deadline else { return false }
            await Pause.beforeNextLook()
        }
        return true
    }

    // MARK: For connections

    fileprivate func opened(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.live.append(channel)
            state.connections += 1
            return state.connections
        }
    }

    fileprivate func wasReset(_ stream: UInt32) { state.withLock { $0.resets.append(stream) } }

    fileprivate func behavior(for request: Request) -> Behavior {
        let numbered = state.withLock { state in
            var request = request
            request.number = state.requests.count + 1
            state.requests.append(request)
            return request
        }
        return script(numbered)
    }
}

private final class FrameConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private let receiver: FrameReceiver
    private var bytes: [UInt8] = []
    private var number = 0
    private var isPrefaced = false
    private var decoder = HPACKDecoder(allocator: ByteBufferAllocator())
    private var open: [UInt32: FrameReceiver.Request] = [:]
    private var gathered: [UInt32] = []
    private var endless: [UInt8]?

    init(_ receiver: FrameReceiver) {
        self.receiver = receiver
    }

    func channelActive(context: ChannelHandlerContext) {
        number = receiver.opened(context.channel)
        write(receiver.greeting, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        if !isPrefaced {
            guard bytes.count >= Self.preface.count else { return }
            guard bytes.starts(with: Self.preface) else {
                // TLS may not have written the greeting yet: it goes out with this.
                let channel = context.channel
                let goodbye = wrapOutboundOut(ByteBuffer(bytes: Frames.goAway(last: 0, 1)))
                return context.writeAndFlush(goodbye).whenComplete { _ in channel.close(promise: nil) }
            }
            bytes.removeFirst(Self.preface.count)
            isPrefaced = true
        }
        while bytes.count >= FrameHeader.size {
            let frame = FrameHeader(bytes.prefix(FrameHeader.size))
            guard bytes.count >= FrameHeader.size + frame.length else { return }
            let payload = Array(bytes[FrameHeader.size..<(FrameHeader.size + frame.length)])
            bytes.removeFirst(FrameHeader.size + frame.length)
            take(frame, payload, context)
        }
    }

    private func take(_ frame: FrameHeader, _ payload: [UInt8], _ context: ChannelHandlerContext) {
        switch frame.type {
        case FrameHeader.headers:
            var block = ByteBuffer(bytes: payload)
            let list = (try? decoder.decodeHeaders(from: &block)) ?? HPACKHeaders()
            open[frame.stream] = FrameReceiver.Request(
                stream: frame.stream, headers: list.map { ($0.name, $0.value) }, body: [], connection: number, number: 0
            )
            if let behavior = receiver.atHead { perform(behavior, frame.stream, context) }
            if frame.flags & 1 != 0 { complete(frame.stream, context) }
        case FrameHeader.data:
            open[frame.stream]?.body += payload
            if frame.flags & 1 != 0 { complete(frame.stream, context) }
        case 3: receiver.wasReset(frame.stream)
        case FrameHeader.settings where frame.flags == 0 && !receiver.greeting.isEmpty:
            write(Frames.settingsAcknowledgment, context)
        default: break
        }
    }

    private func complete(_ stream: UInt32, _ context: ChannelHandlerContext) {
        guard let request = open.removeValue(forKey: stream) else { return }
        perform(receiver.behavior(for: request), stream, context)
    }

    private func perform(_ behavior: FrameReceiver.Behavior, _ stream: UInt32, _ context: ChannelHandlerContext) {
        switch behavior {
        case .frames(let bytes): write(bytes, context)
        case .framesThenClose(let bytes):
            write(bytes, context)
            context.close(promise: nil)
        case .hang: break
        case .close: context.close(promise: nil)
        case .gather(let count):
            gathered.append(stream)
            guard gathered.count >= count else { return }
            write(gathered.flatMap { Frames.answer($0) }, context)
            gathered = []
        case .endless(let head, let piece):
            endless = Array(repeating: piece, count: max(1, 8_192 / piece.count)).flatMap { $0 }
            write(head, context)
            writeMore(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeMore(context)
        context.fireChannelWritabilityChanged()
    }

    private func writeMore(_ context: ChannelHandlerContext) {
        guard let endless, context.channel.isActive else { return }
        guard context.channel.isWritable else { return }
        write(endless, context)
        let loop = context.eventLoop.assumeIsolated()
        loop.execute { self.writeMore(context) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
