import NIOCore

/// What the kernel knows of a connection's socket, which tells bytes that came too early to be an answer. Without Linux
/// it knows nothing, and nothing is concluded from that.
struct SocketFacts {
    private let channel: any Channel
    private let options: (any SocketOptionProvider)?

    init(_ channel: any Channel) {
        self.channel = channel
        options = channel as? any SocketOptionProvider
    }

    #if os(Linux)
        private static let memory = ChannelOptions.Types.SocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: 55))

        /// The beginning of `struct tcp_info`.
        private struct TCPInfo: Sendable {
            var others: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
            var more: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0)
            var bytesAcknowledged: UInt64 = 0
        }

        /// Whether something came that was not read yet: bytes, or the end of the connection (`SO_MEMINFO`).
        var hasUnread: Bool {
            guard let value = try? channel.syncOptions?.getOption(Self.memory) else { return false }
            return UInt32(truncatingIfNeeded: value) > 0
        }

        /// How many bytes that were sent the other side has acknowledged, over the whole connection (`TCP_INFO`).
        func acknowledged() -> UInt64? {
            var found: UInt64?
            let info: EventLoopFuture<TCPInfo>? = options?.unsafeGetSocketOption(
                level: .tcp, name: NIOBSDSocket.Option(rawValue: 11))
            // On the event loop the answer is there at once.
            info?.assumeIsolated().whenSuccess { found = $0.bytesAcknowledged }
            // Kernels before 4.1 leave it at 0.
            return found == 0 ? nil : found
        }
    #else
        var hasUnread: Bool { false }

        func acknowledged() -> UInt64? { nil }
    #endif
}
