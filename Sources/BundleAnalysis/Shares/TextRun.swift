/// A run of a text's bytes that have one owner. It begins where the run before it ends, the first one at 0.
package struct TextRun: Sendable, Equatable {
    /// The offset, in bytes, behind its last byte.
    package let end: Int
    /// The owner's index, from 0.
    package let owner: Int

    package init(end: Int, owner: Int) {
        self.end = end
        self.owner = owner
    }

    /// The length of a text that these runs cover; nil if their ends go backward, or an owner is not among `owners`.
    static func length(of runs: [TextRun], owners: Int) -> Int? {
        var length = 0
        for run in runs {
            guard run.end >= length, (0..<owners).contains(run.owner) else { return nil }
            length = run.end
        }
        return length
    }

    /// How many bytes each owner has, for runs that cover a text.
    static func lengths(of runs: [TextRun], owners: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: owners)
        var start = 0
        for run in runs {
            lengths[run.owner] += run.end - start
            start = run.end
        }
        return lengths
    }
}
