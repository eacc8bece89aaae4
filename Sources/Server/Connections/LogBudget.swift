import Domain

/// Keeps a log readable and small where outsiders decide how often there is something to log.
struct LogBudget: Sendable {
    /// Lines that may be written at once.
    private let burst: Int
    /// The time until one more line may be written.
    private let pause: Duration
    private var lines: Int
    private var leftOut = 0
    private var refilled: Timestamp?

    init(burst: Int = 20, pause: Duration = .seconds(1)) {
        self.burst = burst
        self.pause = pause
        lines = burst
    }

    /// How many lines were left out since the last one, if this one may be written; nil if it is to be left out as
    /// well.
    mutating func admit(at now: Timestamp) -> Int? {
        refill(at: now)
        guard lines > 0 else {
            leftOut += 1
            return nil
        }
        lines -= 1
        defer { leftOut = 0 }
        return leftOut
    }

    private mutating func refill(at now: Timestamp) {
        guard let last = refilled else {
            refilled = now
            return
        }
        let more = (now - last).milliseconds / pause.milliseconds
        guard more > 0 else { return }
        lines = Int(min(Int64(burst), Int64(lines) + more))
        refilled = lines == burst ? now : last + pause * more
    }
}
