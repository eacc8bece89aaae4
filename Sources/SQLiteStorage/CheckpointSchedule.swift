/// When the write-ahead log is copied into the database file (a checkpoint), and by whom.
///
/// A checkpoint takes several times as long as a commit: it writes up to a thousand pages and calls `fsync` twice. SQLite
/// itself runs it in the commit that made the log long enough, and everything that is published meanwhile waits. Here it
/// runs on a thread and a connection of its own, beside the commits. The log begins again from its start only if all of it
/// was copied, and what is committed during a checkpoint is not; so once the log is long, a commit copies the few pages
/// that the last checkpoint beside it left.
///
/// SQLite before 3.51.3 may lose pages if the log begins again just as a checkpoint on another connection begins
/// (https://sqlite.org/wal.html#walresetbug). That cannot happen here: one beside the commits begins after a commit that
/// nobody has copied, and until it has ended nobody else copies, so the log cannot begin again before.
struct CheckpointSchedule {
    enum Action {
        case none
        /// Start a checkpoint on its own connection. Call `finished` when it ends.
        case beside
        /// Run one now, on the connection that committed. Call `copied` when it ends.
        case now
    }

    /// In pages. The defaults are for pages of 4 KB.
    struct Limits: Sendable {
        /// A checkpoint begins when that many pages wait for it; the default is SQLite's own threshold.
        var step = 1_000
        /// The length from which on the log should begin again.
        var desired = 16_000
        /// The most pages that a commit copies, unless the log has reached `longest`.
        var remainder = 250
        /// From here on the checkpoints beside the commits do not keep up, and a commit copies all that is left.
        var longest = 32_000
    }

    private let limits: Limits
    /// In pages: the log's length, how much of it was copied, and its length at the last checkpoint of each kind.
    private var length = 0
    private var copied = 0
    private var lastBeside = 0
    private var lastNow = 0
    private var isRunning = false
    private var isOver = false

    init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// - Parameter length: how many pages the log has after a commit.
    mutating func committed(length: Int) -> Action {
        guard !isOver else { return .none }
        // It began again.
        if length < self.length { (copied, lastBeside, lastNow) = (0, 0, 0) }
        self.length = length
        // Readers of an old state can keep the log from beginning again, so this is not tried with every commit.
        if shouldBeginAgain, length - lastNow >= limits.remainder {
            lastNow = length
            return .now
        }
        guard !isRunning, length - lastBeside >= limits.step else { return .none }
        lastBeside = length
        isRunning = true
        return .beside
    }

    private var shouldBeginAgain: Bool {
        guard !isRunning else { return false }
        return length >= limits.longest || (length >= limits.desired && length - copied <= limits.remainder)
    }

    /// - Parameter pages: how much of the log is in the database file.
    mutating func copied(_ pages: Int) {
        copied = max(copied, min(pages, length))
    }

    /// The checkpoint beside the commits has ended.
    ///
    /// - Parameter pages: how much of the log is in the database file; nil if the checkpoint failed.
    mutating func finished(_ pages: Int?) {
        isRunning = false
        if let pages { copied(pages) }
    }

    /// No checkpoint begins any more.
    mutating func end() {
        isOver = true
    }
}
