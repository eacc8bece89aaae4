/// Skips what may follow the comment that refers to a map.
struct CommentSkipping {
    private let text: UnsafeBufferPointer<UInt8>
    private(set) var at: Int
    /// Whether other comments followed.
    private(set) var sawComment = false

    init(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) {
        self.text = text
        self.at = at
    }

    /// Skips the rest of the comment after its URL: white space, the end of the comment, and the white space after it.
    /// Returns false if there is anything else.
    mutating func skipRest(isBlock: Bool) -> Bool {
        if isBlock {
            skipSpace()
            guard starts(with: "*", "/") else { return false }
            at += 2
        } else {
            while at < text.count, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
            guard at == text.count || text[at] == 0x0A || text[at] == 0x0D else { return false }
        }
        skipSpace()
        return true
    }

    /// Skips white space and comments. Returns whether nothing else followed.
    mutating func skipToEnd() -> Bool {
        while true {
            skipSpace()
            guard at < text.count else { return true }
            if starts(with: "/", "/") {
                skipLine()
            } else if starts(with: "/", "*") {
                guard skipBlock() else { return false }
            } else {
                return false
            }
            sawComment = true
        }
    }

    private mutating func skipSpace() { while at < text.count, text[at] <= 0x20 { at += 1 } }

    private mutating func skipLine() { while at < text.count, text[at] != 0x0A, text[at] != 0x0D { at += 1 } }

    private mutating func skipBlock() -> Bool {
        at += 2
        while at < text.count, !starts(with: "*", "/") { at += 1 }
        guard at < text.count else { return false }
        at += 2
        return true
    }

    private func starts(with first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        at + 1 < text.count && text[at] == UInt8(ascii: first) && text[at + 1] == UInt8(ascii: second)
    }
}
