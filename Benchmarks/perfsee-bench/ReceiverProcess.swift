import Foundation

/// A receiver in a separate process, which ends with its parent.
final class ReceiverProcess {
    let port: Int
    private let process = Process()

    /// - Parameter tls: what it speaks over TLS, by its name in ALPN; nil for HTTP/1.1 without TLS.
    init(tls: String? = nil) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["receiver"] + (tls.map { ["--tls", $0] } ?? [])
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    var receipts: Receipts {
        get throws { try JSONDecoder().decode(Receipts.self, from: get("/stats")) }
    }

    func reset() throws {
        _ = try get("/reset")
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// User and system time of the receiver so far, in seconds.
    var cpu: Double {
        ProcessTimes.seconds(of: process.processIdentifier)
    }

    /// A plain blocking exchange: a client library would only add noise to the measurement.
    private func get(_ path: String) throws -> Data {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw BenchError("the receiver cannot be reached") }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".utf8)
        _ = write(descriptor, request, request.count)
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
            answer.append(contentsOf: buffer[..<count])
        }
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else { throw BenchError("no answer") }
        return answer[end.upperBound...]
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
