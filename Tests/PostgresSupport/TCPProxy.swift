import Foundation
import Glibc
import Synchronization

/// A proxy between a client and a server on 127.0.0.1; can drop all bytes, like a cut cable, and cut single
/// connections.
package final class TCPProxy: Sendable {
    private struct Link {
        var client: Int32
        var upstream: Int32
    }

    private struct State {
        var links: [Int: Link] = [:]
        var opened = 0
    }

    package let port: UInt16
    private let listener: Int32
    private let server: UInt16
    private let swallows = Atomic(false)
    private let isClosed = Atomic(false)
    private let state = Mutex(State())

    /// - Parameter server: the server's port.
    package init(to server: UInt16) throws {
        self.server = server
        listener = Self.newSocket()
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutableBytes(of: &address) { [listener] bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(listener, address, length) == 0 && listen(listener, 128) == 0
                ? getsockname(listener, address, &length) : -1
        }
        guard code == 0 else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in acceptAll() }.start()
    }

    /// From here on nothing gets through, in either direction, without notice.
    package func swallow() {
        swallows.store(true, ordering: .releasing)
    }

    /// Cuts an open connection at any point: bytes that have not passed yet never will, in either direction.
    ///
    /// - Parameter chance: selects the connection, 0..<1.
    /// - Returns: whether there was one.
    package func cut(_ chance: Double) -> Bool {
        state.withLock { state in
            let open = state.links.keys.sorted()
            guard !open.isEmpty, let link = state.links.removeValue(forKey: open[Int(chance * Double(open.count))])
            else { return false }
            // Both are still open: whoever closes them removes the link first, under this lock.
            shutdown(link.client, Int32(SHUT_RDWR))
            shutdown(link.upstream, Int32(SHUT_RDWR))
            return true
        }
    }

    package func close() {
        isClosed.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// No program that a test starts may inherit it.
    private static func newSocket() -> Int32 {
        socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private func acceptAll() {
        while !isClosed.load(ordering: .acquiring) {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { break }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let upstream = Self.newSocket()
            var address = Self.address(server)
            let code = withUnsafeBytes(of: &address) { bytes in
                connect(upstream, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(bytes.count))
            }
            guard code == 0 else {
                Glibc.close(client)
                Glibc.close(upstream)
                continue
            }
            let link = Link(client: client, upstream: upstream)
            let id = state.withLock { state in
                state.opened += 1
                state.links[state.opened] = link
                return state.opened
            }
            Thread { [self] in relay(link, id) }.start()
        }
        Glibc.close(listener)
    }

    private func relay(_ link: Link, _ id: Int) {
        var ends = [link.client, link.upstream].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isOpen = true
        while isOpen && !isClosed.load(ordering: .acquiring) {
            poll(&ends, 2, 50)
            for (from, to) in [(0, 1), (1, 0)] where isOpen && ends[from].revents != 0 {
                isOpen = isThere(id) && pass(ends[from].fd, ends[to].fd, &buffer)
            }
        }
        state.withLock { $0.links[id] = nil }
        Glibc.close(link.client)
        Glibc.close(link.upstream)
    }

    private func isThere(_ id: Int) -> Bool {
        state.withLock { $0.links[id] != nil }
    }

    private func pass(_ from: Int32, _ to: Int32, _ buffer: inout [UInt8]) -> Bool {
        let count = recv(from, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        guard !swallows.load(ordering: .acquiring) else { return true }
        return buffer.withUnsafeBytes { bytes in
            var sent = 0
            while sent < count {
                let more = send(to, bytes.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
                guard more > 0 else { return false }
                sent += more
            }
            return true
        }
    }
}
