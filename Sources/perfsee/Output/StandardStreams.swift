import Foundation

/// The file descriptors 0, 1 and 2 of this process.
enum StandardStreams {
    /// Call this before any file is opened: if one of the three is closed, the next file to be opened would get its
    /// number, and output would overwrite a database. The replacement refuses reads and writes, as a closed descriptor
    /// does.
    static func claim() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        // Writing to a pipe that nobody reads is an ordinary error, so that cleanup still runs.
        signal(SIGPIPE, SIG_IGN)
        // So is writing past the file size limit (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
    }
}
