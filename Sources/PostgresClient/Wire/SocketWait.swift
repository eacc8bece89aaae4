import Glibc

/// Waits for a socket until a deadline, or until woken.
enum SocketWait {
    enum Outcome {
        case ready
        case woken
        case timedOut
    }

    /// - Parameter events: `POLLIN`, `POLLOUT` or both.
    static func wait(
        _ socket: Int32, for events: Int32, until deadline: ContinuousClock.Instant?, interrupter: Interrupter
    ) -> Outcome {
        let wanted = Int16(truncatingIfNeeded: events)
        while true {
            var entries = (
                pollfd(fd: socket, events: wanted, revents: 0),
                pollfd(fd: interrupter.descriptor, events: Int16(POLLIN), revents: 0)
            )
            let count = withUnsafeMutableBytes(of: &entries) { bytes in
                poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, milliseconds(until: deadline))
            }
            if entries.1.revents != 0 { return .woken }
            // Includes errors and hang-ups: libpq finds out what they are.
            if entries.0.revents != 0 { return .ready }
            if count == 0 { return .timedOut }
            // Interrupted by a signal: retry. libpq finds out about anything else.
            if count < 0 && errno != EINTR { return .ready }
        }
    }

    /// Whether there is something to read, without waiting: from a server that was not asked anything, it is only bad
    /// news.
    static func isReadable(_ socket: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        deadline.map { (ContinuousClock.now.duration(to: $0)).wholeMilliseconds } ?? -1
    }
}
