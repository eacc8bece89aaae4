import Glibc
import Synchronization

/// A free port of the loopback interface.
package enum FreePort {
    /// Below the ephemeral ports that the kernel assigns to clients: one of those could be taken again before the
    /// server listens on it, or while it is stopped. Parts of the test suite that run side by side each have a range of
    /// their own, so that none takes a port that another has just found.
    private static let range: Range<UInt16> = {
        let firsts = stride(from: UInt16(15_000), to: 31_000, by: 2_000)
        let first = firsts.first(where: hold) ?? 15_000
        return first + 1..<first + 2_000
    }()
    private static let tries = 100
    /// The ports that were found already: whoever asked for one may not listen on it yet, or not at the moment.
    private static let found = Mutex<Set<UInt16>>([])

    package static func find() throws -> UInt16 {
        for _ in 0..<tries {
            let port = UInt16.random(in: range)
            if try isFree(port), found.withLock({ $0.insert(port).inserted }) { return port }
        }
        throw TemporaryPostgresError("There is no free port on 127.0.0.1.")
    }

    private static func isFree(_ port: UInt16) throws -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw TemporaryPostgresError("There is no socket to look for a free port with.") }
        defer { close(socket) }
        return isBound(socket, to: port)
    }

    /// Takes a port until this process ends; children do not inherit it.
    private static func hold(_ port: UInt16) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0, isBound(socket, to: port) else {
            if socket >= 0 { close(socket) }
            return false
        }
        return true
    }

    private static func isBound(_ socket: Int32, to port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            return bind(socket, address, socklen_t(bytes.count)) == 0
        }
    }
}
