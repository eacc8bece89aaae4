import NIOCore

/// Which refusals are written to the log, so that nobody can fill it: each host once a minute, and so many in all.
struct RefusalLog {
    static let window = TimeAmount.minutes(1)
    /// Lines within a window.
    static let lines = 20

    private var begin: NIODeadline?
    private var said: Set<String> = []
    private var unsaid = 0

    /// - Returns: how many refusals got no line in the window before, although their hosts had none; nil where this one
    ///   gets none either.
    mutating func admit(_ host: String, now: NIODeadline) -> Int? {
        let left = renew(now)
        if said.contains(host) { return nil }
        guard said.count < Self.lines else {
            unsaid += 1
            return nil
        }
        said.insert(host)
        return left
    }

    /// Begins a new window where the old one is over.
    private mutating func renew(_ now: NIODeadline) -> Int {
        if let begin, now - begin < Self.window { return 0 }
        defer { (begin, said, unsaid) = (now, [], 0) }
        return unsaid
    }
}
