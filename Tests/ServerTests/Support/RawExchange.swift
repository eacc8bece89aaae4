import NIOCore
import NIOPosix

/// Bytes on a socket, without a client library.
enum RawExchange {
    /// Sends a text and returns everything received until the other side closes.
    /// - Parameters:
    ///   - thenCloses: whether this side closes its output after sending.
    ///   - end: when to stop: the text that completes the answer.
    ///   - onReceiving: called with everything received so far, whenever more arrives.
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
