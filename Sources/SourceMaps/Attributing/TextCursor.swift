/// Walks generated text in UTF-8, counting bytes, lines, and columns in UTF-16 code units.
///
/// A byte order mark at the beginning has no column: whoever decodes the text drops it. What is not UTF-8 counts as
/// U+FFFD, one for each maximal subpart.
struct TextCursor {
    /// Which characters end a line of generated text. ECMA-426 does not say, and generators differ.
    enum LineBreaks {
        /// Those of ECMAScript: LF, CR, CR LF, U+2028, U+2029.
        case ecmaScript
        /// LF only.
        case lineFeed
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let breaks: LineBreaks
    private(set) var offset: Int
    private(set) var line = 0
    private(set) var column = 0
    /// Whether a line ended with anything but LF and CR LF.
    private(set) var sawUnusualBreak = false

    /// - Parameter text: must outlive the cursor.
    init(_ text: UnsafeBufferPointer<UInt8>, _ breaks: LineBreaks) {
        self.text = text
        self.breaks = breaks
        offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    var isAtEnd: Bool { offset >= text.count }

    /// Goes on to the column, or to the end of the line if it has fewer. Stays before a character that takes two columns
    /// of which only the first would be passed.
    ///
    /// - Returns: whether the line has that many columns.
    @inline(__always) mutating func advance(toColumn target: Int) -> Bool {
        while column < target {
            guard offset < text.count else { return false }
            let byte = text[offset]
            if byte < 0x80, byte != 0x0A, byte != 0x0D {
                offset += 1
                column += 1
                continue
            }
            guard lengthOfBreak(offset) == 0 else { return false }
            let (length, units) = character(offset)
            guard column + units <= target else { return true }
            offset += length
            column += units
        }
        return true
    }

    /// Goes to the beginning of the next line. Returns false if there is none; it is at the end then.
    mutating func nextLine() -> Bool {
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x0A || byte == 0x0D || byte == 0xE2, case let length = lengthOfBreak(offset), length > 0 {
                if byte == 0xE2 || byte == 0x0D && length == 1 { sawUnusualBreak = true }
                offset += length
                line += 1
                column = 0
                return true
            }
            offset += 1
        }
        return false
    }

    /// How many bytes the line break at `at` has; 0 if there is none.
    private func lengthOfBreak(_ at: Int) -> Int {
        switch text[at] {
        case 0x0A: return 1
        case 0x0D where breaks == .ecmaScript: return at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
        case 0xE2 where breaks == .ecmaScript:
            let isBreak = at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] & 0xFE == 0xA8
            return isBreak ? 3 : 0
        default: return 0
        }
    }

    /// The length of the character, or of the maximal subpart of one, at `at`.
    private func character(_ at: Int) -> (bytes: Int, units: Int) {
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch text[at] {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (1, 0x80...0xBF)
            }
        guard length > 1, at + 1 < text.count, second.contains(text[at + 1]) else { return (1, 1) }
        var valid = 2
        while valid < length, at + valid < text.count, text[at + valid] & 0xC0 == 0x80 { valid += 1 }
        return (valid, valid == 4 ? 2 : 1)
    }
}
