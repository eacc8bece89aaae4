import ArgumentParser
import Foundation

/// Why standard output cannot be written.
struct OutputFault {
    /// The `errno` value.
    let code: Int32

    var sentence: String { "Standard output can't be written: \(String(cString: strerror(code)))." }

    /// What would keep a few lines from being written, as far as that can be determined without writing them.
    static var foreseeable: OutputFault? {
        code(of: STDOUT_FILENO).map(OutputFault.init)
    }

    /// Throws if standard output cannot be written: for commands about to create a secret that is shown once.
    static func refuseForeseeable() throws {
        guard let fault = foreseeable else { return }
        guard fault.code != EPIPE else {
            // Silent, like any writer to a pipe that nobody reads.
            Terminal.note(EPIPE)
            throw ExitCode.success
        }
        throw CommandFailure("\(fault.sentence) Nothing was created, because its secret could not be shown.")
    }

    /// Ends the process the way the system ends writers to a closed pipe: status 141 in a shell, without a message.
    static func endByClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(128 + SIGPIPE)
    }

    private static func code(of descriptor: Int32) -> Int32? {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0 else { return errno }
        guard flags & O_ACCMODE != O_RDONLY else { return EBADF }
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&ready, 1, 0) > 0, ready.revents & Int16(POLLERR) != 0 { return EPIPE }
        return isDiskFull(of: descriptor) || isAlwaysFull(descriptor) ? ENOSPC : nil
    }

    /// Whether it is `/dev/full`, which opens normally but refuses every byte.
    private static func isAlwaysFull(_ descriptor: Int32) -> Bool {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
        return path == "/dev/full"
    }

    /// More than any secret with its surrounding text takes, in bytes.
    private static let room: UInt = 16_384

    /// Whether the file's disk is full; not whether a quota is used up, which only a write reveals.
    private static func isDiskFull(of descriptor: Int32) -> Bool {
        var disk = statvfs()
        // A file system without blocks is not a disk.
        guard fstatvfs(descriptor, &disk) == 0, disk.f_blocks > 0 else { return false }
        let free = geteuid() == 0 ? disk.f_bfree : disk.f_bavail
        return UInt(free) < (room + UInt(disk.f_frsize) - 1) / max(1, UInt(disk.f_frsize))
    }
}
