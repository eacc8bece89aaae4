import Foundation
import Glibc

/// A shell that outlives this process by a moment: when the pipe to it closes, be it because this process was killed,
/// it clears away what the process made.
package final class ShellGuard: Sendable {
    private let shell: Child
    private let line: FileHandle

    /// - Parameter script: what it then does.
    package init(_ script: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TemporaryPostgresError("There is no pipe for a guard.") }
        // Another child with this end in its hands would keep the guard waiting.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        line = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        shell = try Child.start(["/bin/sh", "-c", "cat >/dev/null; " + script], input: ends[0], isDetached: true)
    }

    /// Has the guard do its work, and waits for it.
    package func release() {
        try? line.close()
        shell.wait()
    }

    static func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
    }
}
