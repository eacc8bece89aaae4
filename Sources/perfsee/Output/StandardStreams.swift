import Foundation

/// The descriptors 0, 1 and 2 of this process.
enum StandardStreams {
    /// To be called before any file is opened: where one of the three is closed, the next file that is opened would get
    /// its number, and a database would be written over with what is printed. What takes its place refuses to be read
    /// and written, as a closed one does.
    static func claim() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        // Writing to a pipe that nobody reads is an error like others, so that what has to be tidied up is.
        signal(SIGPIPE, SIG_IGN)
        // So is writing past the size that files may have (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
    }
}
