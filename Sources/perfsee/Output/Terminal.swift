import Foundation
import Synchronization

/// The standard streams of this process, and how to write to them.
enum Terminal {
    /// The `errno` of the failed write to standard output. After it nothing more is written, and the command ends
    /// accordingly (``finish(_:)``), whichever code wrote.
    private static let fault = Mutex<Int32?>(nil)

    /// Whether a person reads standard output.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether a person reads standard error.
    static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line to standard output, unbuffered.
    static func print(_ line: String) {
        offer(line)
    }

    /// Writes a line to standard output, unbuffered, and returns whether it was written: for commands that run forever.
    @discardableResult
    static func offer(_ line: String) -> Bool {
        fault.withLock { fault in
            guard fault == nil else { return false }
            fault = write(line + "\n", to: STDOUT_FILENO)
            return fault == nil
        }
    }

    /// Writes a line with a secret to standard output; it is shown only this once.
    ///
    /// - Parameter otherwise: says what became of the secret, and what to do, if it could not be shown. It is printed
    ///   for a closed pipe too.
    static func printSecret(_ line: String, otherwise: () async -> String) async throws {
        guard !offer(line) else { return }
        let code = fault.withLock { fault in
            defer { fault = nil }
            return fault ?? EIO
        }
        throw CommandFailure("\(OutputFault(code: code).sentence) \(await otherwise())")
    }

    /// The same for a token, which is revoked if it could not be shown.
    static func printToken(_ line: String, id: Int, revoke: () async throws -> Void) async throws {
        try await printSecret(line) {
            do {
                try await revoke()
                return "The token was created but could not be shown, so it was revoked."
            } catch {
                return "The token was created but could not be shown. Revoke it: perfsee token revoke \(id)"
            }
        }
    }

    /// Records that other code could not write to standard output.
    static func note(_ code: Int32) {
        fault.withLock { $0 = $0 ?? code }
    }

    /// Writes a line to standard error, unbuffered. A failure is ignored: there is nowhere left to report it.
    static func warn(_ line: String) {
        _ = write(line + "\n", to: STDERR_FILENO)
    }

    /// Writes a line to standard error in place of the progress that is shown there.
    static func warnBelow(_ line: String) {
        warn((isError ? "\r\u{1B}[K" : "") + line)
    }

    /// Ends the process: with `status`, or as the failed write to standard output requires.
    ///
    /// - Parameter hasWorked: whether a command has run, beyond printing its help.
    static func finish(_ status: Int32, hasWorked: Bool = false) -> Never {
        switch fault.withLock({ $0 }) {
        case nil: break
        case EPIPE? where status == 0: OutputFault.endByClosedPipe()
        case EPIPE?: break
        case let code?:
            let outcome =
                status == 0 && hasWorked ? " The command succeeded, but its result could not be shown." : ""
            warn("Error: \(OutputFault(code: code).sentence)\(outcome)")
        }
        exit(status == 0 && fault.withLock({ $0 }) != nil ? EXIT_FAILURE : status)
    }

    /// Writes all of `text`. Returns the `errno` of a failure; nil on success.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                // Another process has made the shared terminal or pipe non-blocking.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return nil
    }
}
