/// Adds up the bits that a compressed text spends on the bytes of each owner, while the text goes by.
struct RunCounter {
    /// A bit is counted as so many parts, because the bits of a match are divided among its bytes.
    static let unit: UInt64 = 1 << 20

    private let runs: [TextRun]
    private var parts: [UInt64]
    private var run = 0
    /// Bits of the current run that are not in `parts` yet.
    private var bits: UInt64 = 0
    /// How many bytes of the text have gone by.
    private(set) var position = 0
    private var end = 0
    /// The length of the text, which nothing may exceed.
    private let length: Int

    /// The runs must be in order, and their owners below `owners`.
    init(runs: [TextRun], owners: Int) {
        self.runs = runs
        parts = [UInt64](repeating: 0, count: owners)
        length = runs.last?.end ?? 0
        end = runs.first?.end ?? 0
        skipFinishedRuns()
    }

    /// How many bytes are still to come.
    var rest: Int { length - position }

    /// One byte for `bits`; there must be one to come.
    @inline(__always)
    mutating func literal(bits: UInt64) {
        self.bits += bits
        position += 1
        if position == end { skipFinishedRuns() }
    }

    /// `count` bytes, at least 1, for `bits` in all; as many must still be to come.
    @inline(__always)
    mutating func match(_ count: Int, bits: UInt64) {
        if position + count < end {
            self.bits += bits
            position += count
        } else {
            split(count, bits)
        }
    }

    /// By owner, in parts of a bit.
    mutating func finish() -> [UInt64] {
        flush()
        return parts
    }

    /// Bytes of several runs: the sums of parts are rounded, not the parts, so nothing is lost.
    private mutating func split(_ count: Int, _ bits: UInt64) {
        let total = bits * Self.unit
        var (done, given) = (0, UInt64(0))
        while done < count {
            let step = min(count - done, end - position)
            done += step
            let due = total * UInt64(done) / UInt64(count)
            parts[runs[run].owner] += due - given
            given = due
            position += step
            if position == end { skipFinishedRuns() }
        }
    }

    private mutating func skipFinishedRuns() {
        flush()
        while run < runs.count, runs[run].end == position { run += 1 }
        end = run < runs.count ? runs[run].end : length
    }

    private mutating func flush() {
        if run < runs.count { parts[runs[run].owner] += bits * Self.unit }
        bits = 0
    }
}
