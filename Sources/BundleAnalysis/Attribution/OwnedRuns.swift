/// A text cut into runs, each with one owner, from its first byte on.
struct OwnedRuns: Equatable, Sendable {
    /// Without duplicates, in the order in which they appear.
    private(set) var owners: [ByteOwner] = []
    private(set) var runs: [TextRun] = []
    private var indices: [ByteOwner: Int] = [:]

    /// How many bytes are covered.
    var end: Int { runs.last?.end ?? 0 }

    /// The whole text with one owner.
    init(_ owner: ByteOwner, count: Int) {
        self.init()
        append(owner, upTo: count)
    }

    init() {}

    /// Gives the bytes from the end of the last run up to `end` to an owner.
    mutating func append(_ owner: ByteOwner, upTo end: Int) {
        guard end > self.end else { return }
        let index = index(of: owner)
        if runs.last?.owner == index { runs.removeLast() }
        runs.append(TextRun(end: end, owner: index))
    }

    private mutating func index(of owner: ByteOwner) -> Int {
        if let known = indices[owner] { return known }
        let index = owners.count
        owners.append(owner)
        indices[owner] = index
        return index
    }

    /// Cuts two texts of the same length where either changes its owner.
    static func forEachPair(
        _ one: OwnedRuns, _ other: OwnedRuns, _ body: (ByteOwner, ByteOwner, Range<Int>) -> Void
    ) {
        var (left, right, start) = (0, 0, 0)
        while left < one.runs.count, right < other.runs.count {
            let (first, second) = (one.runs[left], other.runs[right])
            let end = min(first.end, second.end)
            body(one.owners[first.owner], other.owners[second.owner], start..<end)
            start = end
            if first.end == end { left += 1 }
            if second.end == end { right += 1 }
        }
    }

    /// Gives each piece of two texts of the same length to the owner that `choose` returns for both.
    static func combined(
        _ one: OwnedRuns, _ other: OwnedRuns, choose: (ByteOwner, ByteOwner) -> ByteOwner
    ) -> OwnedRuns {
        var result = OwnedRuns()
        forEachPair(one, other) { first, second, range in result.append(choose(first, second), upTo: range.upperBound) }
        return result
    }

    /// Calls `body` for each run, in the order of the text.
    func forEach(_ body: (ByteOwner, Range<Int>) -> Void) {
        var start = 0
        for run in runs {
            body(owners[run.owner], start..<run.end)
            start = run.end
        }
    }
}
