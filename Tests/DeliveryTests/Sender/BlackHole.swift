import Foundation

/// A port that swallows every connection attempt, at 127.0.0.2 or at every address of 127.0.0.0/8 without a listener:
/// its backlog is full.
final class BlackHole: Sendable {
    struct NotMade: Error {}

    let port: Int
    private let descriptors: [Int32]

    /// - Parameter port: nil for a free one.
    init(at address: String = "0.0.0.0", port wished: Int? = nil) throws {
        let listener = try Self.socket()
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var name = Self.name(address, port: wished ?? 0)
        guard Self.with(&name, { bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else { throw NotMade() }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
        }
        guard found == 0 else { throw NotMade() }
        port = Int(UInt16(bigEndian: name.sin_port))
        // With a backlog of 0, one connection fills the queue.
        let filler = try Self.socket()
        var target = Self.name(address == "0.0.0.0" ? "127.0.0.1" : address, port: port)
        guard Self.with(&target, { connect(filler, $0, $1) }) == 0 else { throw NotMade() }
        descriptors = [listener, filler]
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }

    /// The number of this process's sockets that are connecting to the port now.
    var connecting: Int { Self.connecting(to: [port]) }

    /// The number of sockets that are connecting to these ports now, as Linux lists them (state 02, `SYN_SENT`).
    ///
    /// Each pair of ends counts once: while other sockets open and close, the kernel begins the list again by the number
    /// of rows that it has written, and so writes some rows twice.
    static func connecting(to ports: Set<Int>) -> Int {
        let ends = table().split(separator: "\n").dropFirst().compactMap { line -> [Substring]? in
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[3] == "02", let port = fields[2].split(separator: ":").last,
                Int(port, radix: 16).map(ports.contains) == true
            else { return nil }
            return [fields[1], fields[2]]
        }
        return Set(ends).count
    }

    /// Read to its end, because a single read returns at most a page of such a file.
    private static func table() -> String {
        let descriptor = open("/proc/self/net/tcp", O_RDONLY)
        defer { close(descriptor) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while case let count = read(descriptor, &piece, piece.count), count > 0 { text += piece[..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func socket() throws -> Int32 {
        let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NotMade() }
        return descriptor
    }

    private static func name(_ address: String, port: Int) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(port).bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        return name
    }

    private static func with(
        _ name: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
