import Foundation
import Glibc
import Synchronization

/// Between a client and a server on 127.0.0.1; can be told to swallow all bytes, as a cut cable does.
final class TCPProxy: Sendable {
    let port: UInt16
    private let listener: Int32
    private let server: UInt16
    private let swallows = Atomic(false)
    private let isClosed = Atomic(false)

    init(to server: UInt16) throws {
        self.server = server
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutableBytes(of: &address) { [listener] bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(listener, address, length) == 0 && listen(listener, 16) == 0
                ? getsockname(listener, address, &length) : -1
        }
        guard code == 0 else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in acceptAll() }.start()
    }

    /// From now on nothing gets through, in either direction, and nobody is told.
    func swallow() {
        swallows.store(true, ordering: .releasing)
    }

    func close() {
        isClosed.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
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
            let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.address(server)
            let code = withUnsafeBytes(of: &address) { bytes in
                connect(upstream, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(bytes.count))
            }
            guard code == 0 else { continue }
            Thread { [self] in relay(client, upstream) }.start()
        }
        Glibc.close(listener)
    }

    private func relay(_ client: Int32, _ upstream: Int32) {
        var ends = [client, upstream].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var isOpen = true
        while isOpen && !isClosed.load(ordering: .acquiring) {
            poll(&ends, 2, 50)
            for (from, to) in [(0, 1), (1, 0)] where isOpen && ends[from].revents != 0 {
                isOpen = pass(ends[from].fd, ends[to].fd)
            }
        }
        Glibc.close(client)
        Glibc.close(upstream)
    }

    private func pass(_ from: Int32, _ to: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(from, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        guard !swallows.load(ordering: .acquiring) else { return true }
        var sent = 0
        while sent < count {
            let more = buffer[sent..<count].withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard more > 0 else { return false }
            sent += more
        }
        return true
    }
}
