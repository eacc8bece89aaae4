import NIOCore

/// Decides which refusals are logged, so that nobody can fill the log: one a minute for each host, and `lines` in all.
struct RefusalLog {
    static let window = TimeAmount.minutes(1)
    /// Lines within a window.
    static let lines = 20

    private var begin: NIODeadline?
    private var said: Set<String> = []
    private var unsaid = 0

    /// - Returns: nil where this refusal is not logged; else how many were left out in the window before, where this
    ///   one opens a new window.
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
