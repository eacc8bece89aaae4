import Foundation
import Glibc

/// Tells by the kernel's tables which of some processes has a connection's other end.
struct SocketOwners: Sendable {
    /// The port that they are connected to.
    let port: @Sendable () -> Int
    let processes: @Sendable () -> [Int32]

    /// Nil where it has gone already.
    func owner(ofPort local: Int) -> Int32? {
        guard let socket = inode(ofPort: local) else { return nil }
        return processes().first { has($0, "socket:[\(socket)]") }
    }

    private func inode(ofPort local: Int) -> Substring? {
        let table = Self.text(of: "/proc/net/tcp")
        let ends = [local, port()].map { String(format: ":%04X", $0) }
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 9, words[1].hasSuffix(ends[0]), words[2].hasSuffix(ends[1]) else { continue }
            return words[9]
        }
        return nil
    }

    private func has(_ process: Int32, _ socket: String) -> Bool {
        let folder = "/proc/\(process)/fd"
        var target = [CChar](repeating: 0, count: 64)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.contains { file in
            let count = readlink("\(folder)/\(file)", &target, target.count)
            return count > 0 && target[..<count].elementsEqual(socket.utf8.map { CChar(bitPattern: $0) })
        }
    }

    /// What the kernel makes when it is read has no length beforehand, which Foundation goes by.
    private static func text(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += buffer[..<count]
        }
    }
}
