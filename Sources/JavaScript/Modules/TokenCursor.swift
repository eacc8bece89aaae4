/// Walks over a script's significant tokens and counts the open brackets.
struct TokenCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    private var tokenizer: JavaScriptTokenizer
    /// The token that was read last; nil before the first and after the last.
    private(set) var current: JavaScriptToken?
    /// Where the significant token before `current` ended.
    private(set) var previousEnd = 0
    /// The number of brackets that are open after `current`; `${` counts as one.
    private(set) var depth = 0
    /// Whether webpack's `/******/` stands before `current` on its line.
    private(set) var isMarked = false
    /// What a minifier would remove before `current`.
    private(set) var removable = RemovableBytes()
    private var hasEnded = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, sourceType: JavaScriptSourceType) {
        self.bytes = bytes
        tokenizer = JavaScriptTokenizer(bytes, sourceType: sourceType)
    }

    /// Reads the next significant token; false if there is none.
    @inline(__always)
    @discardableResult
    mutating func advance() -> Bool {
        previousEnd = current?.end ?? previousEnd
        while let token = tokenizer.next() {
            switch token.kind {
            case .whiteSpace: continue
            case .lineTerminator: isMarked = false
            case .singleLineComment, .hashbangComment: removable.see(comment: token, in: bytes)
            case .multiLineComment:
                removable.see(comment: token, in: bytes)
                if token.end - token.start == 8 { noteMark(token) }
            case .punctuator:
                current = token
                count(token)
                removable.add(upTo: token.start, from: previousEnd)
                return true
            case .templateHead:
                current = token
                depth += 1
                removable.add(upTo: token.start, from: previousEnd)
                return true
            case .templateTail:
                current = token
                depth = max(0, depth - 1)
                removable.add(upTo: token.start, from: previousEnd)
                return true
            default:
                current = token
                removable.add(upTo: token.start, from: previousEnd)
                return true
            }
        }
        if !hasEnded { removable.add(upTo: bytes.count, from: previousEnd) }
        hasEnded = true
        current = nil
        return false
    }

    @inline(__always)
    private mutating func count(_ token: JavaScriptToken) {
        switch bytes[token.start] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        default: break
        }
    }

    private mutating func noteMark(_ token: JavaScriptToken) {
        isMarked = bytes[token.range].elementsEqual("/******/".utf8)
    }

    /// Reads on until no more than `depth` brackets are open; false if the text ends before. Reads nothing if that is
    /// so already, else stops at the closing bracket.
    @discardableResult
    mutating func skip(toDepth target: Int) -> Bool {
        while depth > target {
            guard advance() else { return false }
        }
        return current != nil
    }

    /// Whether the token is this punctuator of one byte.
    @inline(__always)
    func isAt(_ punctuator: Unicode.Scalar) -> Bool {
        guard let current, current.kind == .punctuator, current.end - current.start == 1 else { return false }
        return bytes[current.start] == UInt8(ascii: punctuator)
    }

    var isAtArrow: Bool {
        guard let current, current.kind == .punctuator, current.end - current.start == 2 else { return false }
        return bytes[current.start] == UInt8(ascii: "=") && bytes[current.start + 1] == UInt8(ascii: ">")
    }

    func isAtWord(_ word: StaticString) -> Bool {
        guard let current, current.kind == .identifierName else { return false }
        return current.end - current.start == word.utf8CodeUnitCount
            && bytes[current.range].elementsEqual(word.withUTF8Buffer { $0 })
    }
}
