import Foundation
import Glibc

/// Finds out from the kernel's tables which of some processes has the other end of a connection.
///
/// It runs on the receiver's loop, while the other end waits for its answer: the simultaneous connections of many nodes
/// that were just started have to be identified in a fraction of the exchange timeout, by an unoptimized build on a
/// busy machine. So the kernel is asked for one socket, and folders are read through the C library.
struct SocketOwners: Sendable {
    private let diagnostics: SocketDiagnostics
    /// The port that they are connected to.
    private let port: @Sendable () -> Int
    private let processes: @Sendable () -> [Int32]

    /// Nil if the kernel cannot be asked.
    init?(port: @escaping @Sendable () -> Int, processes: @escaping @Sendable () -> [Int32]) {
        guard let diagnostics = SocketDiagnostics() else { return nil }
        self.diagnostics = diagnostics
        self.port = port
        self.processes = processes
    }

    /// Nil if the process is already gone.
    func owner(ofPort local: Int) -> Int32? {
        guard let socket = diagnostics.inode(local: local, remote: port()) else { return nil }
        return processes().first { has($0, "socket:[\(socket)]") }
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
}
