import Foundation
import NIOCore

/// What the kernel knows about a connection's socket; used to recognize bytes that came too early to be a response. On
/// systems other than Linux nothing is known, and nothing is concluded from that.
///
/// Use on the channel's event loop. The kernel is asked directly: NIO makes a future for each socket option, which
/// costs more than the system call, and both options are read for each exchange.
struct SocketFacts {
    private let channel: any Channel
    private let handle: NIOBSDSocket.Handle?

    init(_ channel: any Channel) {
        self.channel = channel
        handle = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            $0
        }
    }

    /// Whether anything unread has arrived: bytes, or the end of the connection.
    var hasUnread: Bool { (option(Self.memory, as: UInt32(0)) ?? 0) > 0 }

    /// How many of the sent bytes the other side has acknowledged, over the whole connection.
    func acknowledged() -> UInt64? {
        // Kernels before 4.1 leave it at 0.
        option(Self.information, as: TCPInfo()).map(\.bytesAcknowledged).flatMap { $0 == 0 ? nil : $0 }
    }

    private typealias Option = (level: CInt, name: CInt)

    /// `SO_MEMINFO`, whose first number is the memory waiting to be read.
    private static let memory: Option = (SOL_SOCKET, 55)
    /// `TCP_INFO`
    private static let information: Option = (CInt(IPPROTO_TCP), 11)

    /// The beginning of `struct tcp_info`.
    private struct TCPInfo {
        var others: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        var more: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0)
        var bytesAcknowledged: UInt64 = 0
    }

    /// The beginning of an option's value; nil if it is not known.
    private func option<Value: BitwiseCopyable>(_ option: Option, as empty: Value) -> Value? {
        #if os(Linux)
            // A handle that was closed may belong to another socket by now.
            guard let handle, channel.isActive else { return nil }
            var value = empty
            var size = socklen_t(MemoryLayout<Value>.size)
            guard getsockopt(handle, option.level, option.name, &value, &size) == 0 else { return nil }
            return size == MemoryLayout<Value>.size ? value : nil
        #else
            nil
        #endif
    }
}
