import Foundation
import Glibc

/// A shell that briefly outlives this process: when the pipe to it closes, even because this process was killed, it
/// cleans up what the process created.
package final class ShellGuard: Sendable {
    private let shell: Child
    private let line: FileHandle

    /// - Parameter script: the cleanup to run.
    package init(_ script: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TemporaryPostgresError("There is no pipe for a guard.") }
        // Another child that inherits this end would keep the guard waiting.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        line = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        shell = try Child.start(["/bin/sh", "-c", "cat >/dev/null; " + script], input: ends[0], isDetached: true)
    }

    /// Has the guard run its script, and waits for it.
    package func release() {
        try? line.close()
        shell.wait()
    }

    static func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
    }
}
