import Glibc

/// A port of the loopback interface that nobody listens on.
enum FreePort {
    static func find() throws -> UInt16 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw TemporaryPostgresError("There is no socket to look for a free port with.") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutableBytes(of: &address) { bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(socket, address, length) == 0 ? getsockname(socket, address, &length) : -1
        }
        guard code == 0 else { throw TemporaryPostgresError("There is no free port on 127.0.0.1.") }
        return UInt16(bigEndian: address.sin_port)
    }
}
