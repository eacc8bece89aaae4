import Foundation
import Glibc
import Synchronization

/// Asks the kernel for one TCP socket by its two ends (`sock_diag(7)`): this takes a few microseconds, however many
/// there are, whereas `/proc/net/tcp` is regenerated for each reader, with every connection that has just been closed.
final class SocketDiagnostics: Sendable {
    private static let diagnose: UInt16 = 20
    private static let isRequest: UInt16 = 1
    private static let error: UInt16 = 2
    /// After the header comes the query: family, protocol, two empty bytes, the states; then the socket.
    private static let requestLength = 72
    /// In an answer the header, four bytes, the socket and four numbers come before it.
    private static let inodeOffset = 84

    private let netlink: Mutex<Int32>

    /// Nil if the kernel does not support it.
    init?() {
        let netlink = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), 4)
        guard netlink >= 0 else { return nil }
        self.netlink = Mutex(netlink)
    }

    deinit {
        _ = netlink.withLock { close($0) }
    }

    /// The inode of the socket on this machine at `local`, connected to `remote`, both ports of 127.0.0.1; nil if no
    /// process has it any more.
    func inode(local: Int, remote: Int) -> UInt32? {
        let request = Self.request(local: local, remote: remote)
        var answer = [UInt8](repeating: 0, count: 1_024)
        let count = netlink.withLock { netlink in
            send(netlink, request, request.count, 0) == request.count ? recv(netlink, &answer, answer.count, 0) : -1
        }
        guard count >= Self.inodeOffset + 4 else { return nil }
        return answer.withUnsafeBytes { bytes in
            guard bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self) != Self.error else { return nil }
            let inode = bytes.loadUnaligned(fromByteOffset: Self.inodeOffset, as: UInt32.self)
            // A closed socket that only waits to be forgotten.
            return inode == 0 ? nil : inode
        }
    }

    private static func request(local: Int, remote: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        func add<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number) { bytes += $0 }
        }
        let loopback: [UInt8] = [127, 0, 0, 1] + [UInt8](repeating: 0, count: 12)
        add(UInt32(requestLength))
        add(diagnose)
        add(isRequest)
        add(UInt64(0))
        bytes += [UInt8(AF_INET), UInt8(IPPROTO_TCP), 0, 0]
        add(UInt32.max)
        add(UInt16(local).bigEndian)
        add(UInt16(remote).bigEndian)
        bytes += loopback + loopback
        add(UInt32(0))
        // Any cookie: no other socket has these ends.
        add(UInt64.max)
        return bytes
    }
}
