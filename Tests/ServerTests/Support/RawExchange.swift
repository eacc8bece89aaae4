import NIOCore
import NIOPosix

/// Bytes on a socket, with no client in between.
enum RawExchange {
    /// Sends a text and answers all that comes back until the other side closes.
    /// - Parameters:
    ///   - thenCloses: whether this side says that no more will come.
    ///   - end: what is enough to have received.
    ///   - onReceiving: told all that came so far, whenever there is more.
    static func run(
        port: Int, sending text: String, thenCloses: Bool = false, until end: String? = nil,
        onReceiving: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "localhost", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            if thenCloses { outbound.finish() }
            var received = ""
            for try await bytes in inbound {
                received += String(buffer: bytes)
                onReceiving(received)
                if let end, received.contains(end) { break }
            }
            return received
        }
    }
}
