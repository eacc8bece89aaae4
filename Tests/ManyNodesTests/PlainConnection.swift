import Foundation
import Glibc

/// A connection that sends requests and reads their answers, and blocks its thread meanwhile: cheap, so that the
/// machine is left to the tested processes.
final class PlainConnection {
    struct Broken: Error {}

    struct Answer: Sendable {
        var status: Int
        /// In lower case.
        var head: String
        var body: String
    }

    private let socket: Int32
    private var received: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 16_384)

    /// - Parameters:
    ///   - host: an IPv4 address.
    ///   - patience: the timeout of connecting, sending and each part of an answer, in seconds.
    init(host: String, port: Int, patience: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let code = withUnsafeBytes(of: &address) { [socket] bytes in
            connect(socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(bytes.count))
        }
        // The deinitializer runs as well, and closes the socket. Closed twice, it could be another thread's by then.
        guard code == 0 else { throw Broken() }
    }

    deinit {
        close(socket)
    }

    func exchange(_ request: [UInt8]) throws -> Answer {
        try send(request)
        while true {
            if let answer = takeAnswer() { return answer }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { throw Broken() }
            received += buffer[..<count]
        }
    }

    private func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let more = Glibc.send(
                    socket, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                guard more > 0 else { throw Broken() }
                sent += more
            }
        }
    }

    private func takeAnswer() -> Answer? {
        guard let end = received.firstEnd(ofHeadIn: received.count) else { return nil }
        let head = String(decoding: received[..<end], as: UTF8.self).lowercased()
        let lines = head.split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap {
            Int($0.dropFirst(15).drop { $0 == " " })
        }
        guard received.count >= end + (length ?? 0) else { return nil }
        let body = String(decoding: received[end..<end + (length ?? 0)], as: UTF8.self)
        received.removeFirst(end + (length ?? 0))
        let words = lines.first?.split(separator: " ") ?? []
        return Answer(status: words.count > 1 ? Int(words[1]) ?? 0 : 0, head: head, body: body)
    }
}

extension [UInt8] {
    /// The position after the empty line that ends the head of an HTTP message; nil if that has not arrived yet.
    func firstEnd(ofHeadIn count: Int) -> Int? {
        guard count >= 4 else { return nil }
        return (0...(count - 4)).first { start in
            self[start] == 13 && self[start + 1] == 10 && self[start + 2] == 13 && self[start + 3] == 10
        }.map { $0 + 4 }
    }
}
