import Glibc

/// Waiting for a socket, until a deadline, or until woken.
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
            // Errors and hang-ups too: libpq finds out what they are.
            if entries.0.revents != 0 { return .ready }
            if count == 0 { return .timedOut }
            // Interrupted by a signal: again. Anything else libpq finds out about.
            if count < 0 && errno != EINTR { return .ready }
        }
    }

    /// Whether there is something to be read, without waiting: from a server that was asked nothing, only bad news.
    static func isReadable(_ socket: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        deadline.map { (ContinuousClock.now.duration(to: $0)).wholeMilliseconds } ?? -1
    }
}
