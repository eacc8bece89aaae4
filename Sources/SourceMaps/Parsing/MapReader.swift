import JSONLexing

/// Walks the JSON of a source map without building a tree and without recursion.
///
/// What is inside of strings is not checked: the names and contents of sources may be any bytes.
struct MapReader {
    /// The maximum nesting depth of a value that is skipped.
    static let depthLimit = 512

    private(set) var lexer: JSONLexer

    /// A reader after the byte order mark and the line beginning with `)]}'` that a server may have put before the JSON.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        lexer = JSONLexer(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.position = 3 }
        if bytes[lexer.position...].starts(with: Array(")]}'".utf8)) {
            let isNewline: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
            lexer.position = bytes[lexer.position...].firstIndex(where: isNewline) ?? bytes.count
        }
    }

    // MARK: Values

    /// Goes to the value at `offset`, which was reached before.
    mutating func go(to offset: Int) { lexer.position = offset }

    /// The token of the next value, and its offset.
    mutating func next() -> (token: JSONToken?, offset: Int) {
        lexer.skipSpace()
        return (lexer.token, lexer.position)
    }

    /// Reads the string that comes next.
    mutating func string() throws(SourceMapFault) -> JSONString {
        do { return try lexer.uncheckedString() } catch { throw .json(error) }
    }

    /// Reads the number that comes next. Nil if it is not an integer from 0 to ``Segment/largest``.
    mutating func index() throws(SourceMapFault) -> Int? {
        let range: Range<Int>
        do { range = try lexer.number() } catch { throw .json(error) }
        guard range.count <= 64 else { return nil }
        let number = Double(String(decoding: lexer.bytes[range], as: UTF8.self)) ?? -1
        return number >= 0 && number <= Double(Segment.largest) ? Int(exactly: number) : nil
    }

    /// Only white space may follow.
    mutating func end() throws(SourceMapFault) {
        lexer.skipSpace()
        guard lexer.peek == nil else { throw unexpected() }
    }

    // MARK: Containers

    /// Enters the array or object that comes next.
    mutating func enter() { lexer.position += 1 }

    /// Goes to the array's next element. Returns false after the last, and leaves the array.
    mutating func element(isFirst: inout Bool) throws(SourceMapFault) -> Bool {
        lexer.skipSpace()
        if lexer.take(UInt8(ascii: "]")) { return false }
        guard isFirst || lexer.take(UInt8(ascii: ",")) else { throw unexpected() }
        isFirst = false
        return true
    }

    /// Reads the name of the object's next member and goes to its value. Nil after the last, and leaves the object.
    mutating func member(isFirst: inout Bool) throws(SourceMapFault) -> JSONString? {
        lexer.skipSpace()
        if lexer.take(UInt8(ascii: "}")) { return nil }
        guard isFirst || lexer.take(UInt8(ascii: ",")) else { throw unexpected() }
        isFirst = false
        return try key()
    }

    // MARK: Skipping

    /// Skips the next value.
    mutating func skip() throws(SourceMapFault) {
        // Whether each open container is an object, the innermost last.
        var open: [Bool] = []
        repeat {
            guard try skipStart(&open) else { continue }
            while let isObject = open.last {
                lexer.skipSpace()
                if lexer.take(UInt8(ascii: ",")) {
                    if isObject { _ = try key() }
                    break
                }
                guard lexer.take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw unexpected() }
                open.removeLast()
            }
        } while !open.isEmpty
    }

    /// Skips a value that is not a container, an empty container, or the beginning of any other. Returns whether a
    /// whole value was skipped.
    private mutating func skipStart(_ open: inout [Bool]) throws(SourceMapFault) -> Bool {
        lexer.skipSpace()
        switch lexer.token {
        case .beginObject: return try descend(isObject: true, &open)
        case .beginArray: return try descend(isObject: false, &open)
        case .endObject, .endArray, .colon, .comma, nil: throw unexpected()
        default: try skipScalar()
        }
        return true
    }

    private mutating func descend(isObject: Bool, _ open: inout [Bool]) throws(SourceMapFault) -> Bool {
        guard open.count < Self.depthLimit else { throw .json(lexer.fault(.tooDeep(limit: Self.depthLimit))) }
        lexer.position += 1
        lexer.skipSpace()
        if lexer.take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) { return true }
        open.append(isObject)
        if isObject { _ = try key() }
        return false
    }

    private mutating func skipScalar() throws(SourceMapFault) {
        do {
            switch lexer.token {
            case .string: _ = try lexer.uncheckedString()
            case .number: try lexer.number()
            case .true: try lexer.word("true")
            case .false: try lexer.word("false")
            default: try lexer.word("null")
            }
        } catch {
            throw .json(error)
        }
    }

    private mutating func key() throws(SourceMapFault) -> JSONString {
        lexer.skipSpace()
        guard case .string = lexer.token else { throw unexpected() }
        let name = try string()
        lexer.skipSpace()
        guard lexer.take(UInt8(ascii: ":")) else { throw unexpected() }
        return name
    }

    private func unexpected() -> SourceMapFault {
        .json(lexer.fault(lexer.peek == nil ? .unexpectedEnd : .unexpectedByte))
    }
}
