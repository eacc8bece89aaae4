import Foundation
import Glibc

/// A shell that outlives this process by a moment: when the pipe to it closes, be it because this process was killed,
/// it stops the server and removes its folder.
final class PostgresGuard: Sendable {
    private let shell: Child
    private let line: FileHandle

    init(stop: [String], folder: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TemporaryPostgresError("There is no pipe for the server's guard.") }
        // Another child with this end in its hands would keep the guard waiting.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        line = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        let script = "cat >/dev/null; \(Self.quoted(stop)) >/dev/null 2>&1; rm -rf \(Self.quoted([folder]))"
        shell = try Child.start(["/bin/sh", "-c", script], input: ends[0], isDetached: true)
    }

    /// Has the guard do its work, and waits for it.
    func release() {
        try? line.close()
        shell.wait()
    }

    private static func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
    }
}
