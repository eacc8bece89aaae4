/// The last eight marks; 0 is the last one.
struct RecentMarks {
    private var marks: UInt64 = 0

    mutating func append(_ mark: TokenMark) {
        marks = marks << 8 | UInt64(mark.rawValue)
    }

    subscript(_ index: Int) -> TokenMark {
        TokenMark(rawValue: UInt8(truncatingIfNeeded: marks >> UInt64(8 * index))) ?? .none
    }

    /// Whether these were the last ones, in the order of the text.
    func end(with sequence: TokenMark...) -> Bool {
        for (index, mark) in sequence.reversed().enumerated() where self[index] != mark { return false }
        return true
    }
}
