import NIOCore

/// Decides which refusals are logged, so that nobody can flood the log: one a minute per host, and `lines` in all.
struct RefusalLog {
    static let window = TimeAmount.minutes(1)
    /// Lines within a window.
    static let lines = 20

    private var begin: NIODeadline?
    private var said: Set<String> = []
    private var unsaid = 0

    /// - Returns: nil if this refusal is not logged; otherwise, if it opens a new window, how many were left out in the
    ///   previous one.
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

    /// Begins a new window if the old one is over.
    private mutating func renew(_ now: NIODeadline) -> Int {
        if let begin, now - begin < Self.window { return 0 }
        defer { (begin, said, unsaid) = (now, [], 0) }
        return unsaid
    }
}
