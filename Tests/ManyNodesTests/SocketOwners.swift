import Foundation
import Glibc

/// Tells by the kernel's tables which of some processes has a connection's other end.
///
/// It is asked on the receiver's loop, while the other end waits for its answer: whatever many nodes that were just
/// started connect at once has to be told apart in a fraction of the time that they give an exchange, by a build without
/// optimisation on a busy machine. So the tables are searched by the C library, not read line by line.
struct SocketOwners: Sendable {
    /// The port that they are connected to.
    let port: @Sendable () -> Int
    let processes: @Sendable () -> [Int32]

    /// Nil where it has gone already.
    func owner(ofPort local: Int) -> Int32? {
        guard let socket = inode(ofPort: local) else { return nil }
        return processes().first { has($0, "socket:[\(socket)]") }
    }

    /// A line has the two addresses behind each other, and what stands where behind them is fixed: the state, two
    /// queues, a timer, retransmissions, the user, a time-out and the inode.
    private func inode(ofPort local: Int) -> Substring? {
        let table = Self.text(of: "/proc/net/tcp")
        let ends = String(format: ":%04X 0100007F:%04X ", local, port())
        return table.withUnsafeBufferPointer { table in
            guard let found = table.baseAddress.flatMap({ strstr($0, ends) }) else { return nil }
            let line = String(
                decoding: UnsafeRawBufferPointer(start: found, count: strcspn(found, "\n")), as: UTF8.self)
            let words = line.split(separator: " ")
            return words.count > 8 ? words[8] : nil
        }
    }

    private func has(_ process: Int32, _ socket: String) -> Bool {
        guard let folder = opendir("/proc/\(process)/fd") else { return false }
        defer { closedir(folder) }
        let length = socket.utf8.count
        return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { target in
            let target = target.assumingMemoryBound(to: CChar.self)
            while let entry = readdir(folder) {
                let count = withUnsafePointer(to: &entry.pointee.d_name) { name in
                    readlinkat(
                        dirfd(folder), UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self), target.baseAddress!,
                        target.count)
                }
                if count == length, memcmp(target.baseAddress!, socket, length) == 0 { return true }
            }
            return false
        }
    }

    /// What the kernel makes when it is read has no length beforehand, which Foundation goes by. Ends with a zero.
    private static func text(of path: String) -> [CChar] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [0] }
        defer { close(file) }
        var text: [CChar] = []
        var buffer = [CChar](repeating: 0, count: 262_144)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return text + [0] }
            text += buffer[..<count]
        }
    }
}
