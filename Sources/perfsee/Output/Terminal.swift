import Foundation
import Synchronization

/// What the streams of this process are, and writing to them.
enum Terminal {
    /// What kept standard output from being written, as `errno` has it. Nothing more is written then, and the command
    /// ends accordingly (``finish(_:)``), whoever wrote it and wherever.
    private static let fault = Mutex<Int32?>(nil)

    /// Whether a person reads standard output.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether a person reads standard error.
    static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line to standard output, at once.
    static func print(_ line: String) {
        offer(line)
    }

    /// Writes a line to standard output, at once, and answers whether somebody took it: for those who go on for ever.
    @discardableResult
    static func offer(_ line: String) -> Bool {
        fault.withLock { fault in
            guard fault == nil else { return false }
            fault = write(line + "\n", to: STDOUT_FILENO)
            return fault == nil
        }
    }

    /// Writes a line with a secret that is shown this once to standard output.
    ///
    /// - Parameter otherwise: says what became of the secret, and what to do, where it could not be shown. That is said
    ///   of a closed pipe too.
    static func printSecret(_ line: String, otherwise: () async -> String) async throws {
        guard !offer(line) else { return }
        let code = fault.withLock { fault in
            defer { fault = nil }
            return fault ?? EIO
        }
        throw CommandFailure("\(OutputFault(code: code).sentence) \(await otherwise())")
    }

    /// The same with a token, which is revoked again where it could not be shown.
    static func printToken(_ line: String, id: Int, revoke: () async throws -> Void) async throws {
        try await printSecret(line) {
            do {
                try await revoke()
                return "The token was made, but not shown, and so revoked again."
            } catch {
                return "The token was made, but not shown. Revoke it: perfsee token revoke \(id)"
            }
        }
    }

    /// Somebody else could not write to standard output.
    static func note(_ code: Int32) {
        fault.withLock { $0 = $0 ?? code }
    }

    /// Writes a line to standard error, at once. What cannot be written is lost: there is nobody left to tell.
    static func warn(_ line: String) {
        _ = write(line + "\n", to: STDERR_FILENO)
    }

    /// Ends the process: with `status`, or as what kept standard output from being written demands.
    ///
    /// - Parameter hasWorked: whether a command has run, which is more than printing how it is used.
    static func finish(_ status: Int32, hasWorked: Bool = false) -> Never {
        switch fault.withLock({ $0 }) {
        case nil: break
        case EPIPE? where status == 0: OutputFault.endByClosedPipe()
        case EPIPE?: break
        case let code?:
            let outcome =
                status == 0 && hasWorked ? " The command did its work, but could not show what came of it." : ""
            warn("Error: \(OutputFault(code: code).sentence)\(outcome)")
        }
        exit(status == 0 && fault.withLock({ $0 }) != nil ? EXIT_FAILURE : status)
    }

    /// Writes `text` whole. Answers what kept it from being written, as `errno` has it; nil where nothing did.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                // Another process has set the terminal or pipe that is shared so.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return nil
    }
}
