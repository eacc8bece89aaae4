/// One walk over the tokens of a script or of a part of it, for ``ChunkLoads``.
struct ChunkLoadWalk {
    /// What a call's name says of its arguments.
    private enum Call {
        /// The first one is a chunk.
        case one
        /// The same, but only the file's name is asked for.
        case name
        /// The second one is an array of chunks.
        case several
    }

    /// An open bracket, or `${`.
    private struct Bracket {
        let start: Int
        /// Whether it is a `[` that begins an array.
        var isArray = false
        /// Whether the array's literals are chunks.
        var holdsChunks = false
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let known: Set<[UInt8]>
    /// Whether each literal in an array counts.
    private let takesArrays: Bool
    private let isInString: Bool
    private var cursor: TokenCursor
    private var before = RecentTokens()
    private var brackets: [Bracket] = []
    /// The array that ended last, with its brackets; empty if another bracket was closed after it.
    private var array = 0..<0
    private(set) var found: Set<[UInt8]> = []
    /// Where chunks are loaded whose ids are put together at run time, in the order of the text.
    private(set) var computed: [Int] = []

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, known: Set<[UInt8]>, takesArrays: Bool = false, isInString: Bool = false
    ) {
        self.bytes = bytes
        self.known = known
        self.takesArrays = takesArrays
        self.isInString = isInString
        cursor = TokenCursor(bytes, sourceType: .script)
    }

    /// The ids in all arrays of a part of a script.
    static func arrays(
        of script: UnsafeBufferPointer<UInt8>, in range: Range<Int>, known: Set<[UInt8]>, isInString: Bool = false
    ) -> Set<[UInt8]> {
        let part = UnsafeBufferPointer(rebasing: script[range])
        var walk = ChunkLoadWalk(part, known: known, takesArrays: true, isInString: isInString)
        walk.run()
        return walk.found
    }

    mutating func run() {
        while cursor.advance(), let token = cursor.current {
            if isComputed(token) { computed.append(token.start) }
            switch token.kind {
            case .punctuator: readPunctuator(token)
            case .stringLiteral: readCode(in: token)
            case .templateHead: brackets.append(Bracket(start: token.start))
            case .templateTail: _ = brackets.popLast()
            default: break
            }
            before.append(token)
        }
    }

    /// Whether a chunk is loaded there whose id is put together at run time.
    func hasComputed(in range: Range<Int>) -> Bool {
        var (low, high) = (0, computed.count)
        while low < high {
            let middle = (low + high) / 2
            if computed[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < computed.count && computed[low] < range.upperBound
    }

    private mutating func readPunctuator(_ token: JavaScriptToken) {
        guard token.end - token.start == 1 else { return }
        switch bytes[token.start] {
        case UInt8(ascii: "["):
            let isArray = !isAfterOperand
            let holdsChunks = isArray && (takesArrays || isSecondArgument)
            brackets.append(Bracket(start: token.start, isArray: isArray, holdsChunks: holdsChunks))
        case UInt8(ascii: "("), UInt8(ascii: "{"):
            brackets.append(Bracket(start: token.start))
        case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
            takeLiteral()
            takeMappedArray()
            let opened = brackets.popLast()
            array = opened?.isArray == true ? (opened?.start ?? 0)..<token.end : 0..<0
        case UInt8(ascii: ","):
            takeLiteral()
            takeMappedArray()
        default: break
        }
    }

    /// Takes the literal before a comma or a closing bracket, if it stands for a chunk.
    private mutating func takeLiteral() {
        guard let literal = before[0], Self.isLiteral(literal) else { return }
        let isElement = brackets.last?.holdsChunks == true && (isAt(1, "[") || isAt(1, ","))
        let isArgument = isAt(1, "(") && [.one, .name].contains(call(2))
        guard isElement || isArgument, let id = ModuleKey.identifier(literal, in: bytes) else { return }
        let text = Array(id.text.utf8)
        if known.contains(text) { found.insert(text) }
    }

    /// `[1,2].map(n.E)`, of which the last token is not passed yet.
    private mutating func takeMappedArray() {
        guard isMapped, isOfArray else { return }
        found.formUnion(Self.arrays(of: bytes, in: array, known: known, isInString: isInString))
    }

    /// Whether `map(n.e` ends here.
    private var isMapped: Bool { call(0) == .one && isAt(3, "(") && isName(4, "map") && isAt(5, ".") }

    /// Whether it is an array that is mapped there.
    private var isOfArray: Bool { !array.isEmpty && before[6]?.end == array.upperBound }

    /// Whether a `[` here asks for a property.
    private var isAfterOperand: Bool {
        guard let last = before[0] else { return false }
        return last.kind != .punctuator && !isName(0, "return") || isAt(0, ")") || isAt(0, "]")
    }

    /// Whether a `[` here begins the second argument of `n.O(` or `n.X(`: the first is one token, or `void 0`.
    private var isSecondArgument: Bool {
        guard isAt(0, ",") else { return false }
        return isAt(2, "(") && call(3) == .several || isName(2, "void") && isAt(3, "(") && call(4) == .several
    }

    /// `n.e(x` and `.map(n.e)`
    private func isComputed(_ token: JavaScriptToken) -> Bool {
        if isAt(0, "("), call(1) == .one { return !Self.isLiteral(token) }
        return isMapped && !isOfArray && (cursor.isAt(")") || cursor.isAt(","))
    }

    /// Reads `eval("…")` and `eval(n.ts("…"))`.
    private mutating func readCode(in literal: JavaScriptToken) {
        guard !isInString, isAt(0, "("), isName(1, "eval") || isName(1, "ts") && isName(5, "eval") else { return }
        var code = StringLiteral.unescape(bytes[literal.range].dropFirst().dropLast())
        let (known, takesArrays) = (known, takesArrays)
        found.formUnion(
            code.withUTF8 { code in
                var walk = ChunkLoadWalk(code, known: known, takesArrays: takesArrays, isInString: true)
                walk.run()
                guard !walk.computed.isEmpty else { return walk.found }
                return walk.found.union(Self.arrays(of: code, in: 0..<code.count, known: known, isInString: true))
            })
    }

    // MARK: Tokens

    private static func isLiteral(_ token: JavaScriptToken) -> Bool {
        token.kind == .numericLiteral || token.kind == .stringLiteral
    }

    /// What is called by the name that so many tokens are behind, with a `.` before it.
    private func call(_ index: Int) -> Call? {
        guard let name = before[index], name.kind == .identifierName, name.end - name.start == 1, isAt(index + 1, ".")
        else { return nil }
        switch bytes[name.start] {
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "G"): return .one
        case UInt8(ascii: "u"): return .name
        case UInt8(ascii: "O"), UInt8(ascii: "X"): return .several
        default: return nil
        }
    }

    private func isName(_ index: Int, _ name: StaticString) -> Bool {
        guard let token = before[index], token.kind == .identifierName,
            token.end - token.start == name.utf8CodeUnitCount
        else { return false }
        return bytes[token.range].elementsEqual(name.withUTF8Buffer { $0 })
    }

    private func isAt(_ index: Int, _ punctuator: Unicode.Scalar) -> Bool {
        guard let token = before[index], token.kind == .punctuator, token.end - token.start == 1 else { return false }
        return bytes[token.start] == UInt8(ascii: punctuator)
    }
}
