import JSONLexing

/// Scans the bytes of one JSON text: the grammar of its values, and how deep they nest.
struct JSONScanner {
    private var lexer: JSONLexer
    private let recordedDepth: Int
    private var depth = 0
    private var nodes: [JSONDocument.Node] = []

    static func scan(_ bytes: [UInt8], recordingTo depth: Int) throws(JSONFault) -> [JSONDocument.Node] {
        // A typed throw does not pass through the closure; a result does.
        let result = bytes.withUnsafeBufferPointer { bytes -> Result<[JSONDocument.Node], JSONFault> in
            var scanner = JSONScanner(lexer: JSONLexer(bytes), recordedDepth: depth)
            do throws(JSONFault) {
                return .success(try scanner.text())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(lexer: JSONLexer, recordedDepth: Int) {
        self.lexer = lexer
        self.recordedDepth = recordedDepth
    }

    private mutating func text() throws(JSONFault) -> [JSONDocument.Node] {
        lexer.skipSpace()
        guard lexer.peek != nil else { throw lexer.fault(.empty) }
        try value(key: 0..<0)
        lexer.skipSpace()
        guard lexer.peek == nil else { throw lexer.fault(.unexpectedByte) }
        return nodes
    }

    private mutating func value(key: Range<Int>) throws(JSONFault) {
        let start = lexer.position
        let index = nodes.count
        let isRecorded = depth <= recordedDepth
        let kind = try kind()
        if isRecorded { nodes.append(JSONDocument.Node(kind: kind, range: start..<start, key: key, end: index)) }
        switch kind {
        case .object: try object()
        case .array: try array()
        case .string: try lexer.string()
        case .number: try number()
        case .bool: try lexer.word(lexer.token == .true ? "true" : "false")
        case .null: try lexer.word("null")
        }
        guard isRecorded else { return }
        nodes[index].range = start..<lexer.position
        nodes[index].end = nodes.count
    }

    private func kind() throws(JSONFault) -> JSONDocument.Kind {
        switch lexer.token {
        case .beginObject: return .object
        case .beginArray: return .array
        case .string: return .string
        case .number: return .number
        case .true, .false: return .bool
        case .null: return .null
        case .endObject, .endArray, .colon, .comma, nil: throw unexpected
        }
    }

    private mutating func object() throws(JSONFault) {
        try enter()
        if skip(UInt8(ascii: "}")) { return leave() }
        repeat {
            lexer.skipSpace()
            guard case .string = lexer.token else { throw unexpected }
            let key = try lexer.string().written
            try expect(UInt8(ascii: ":"))
            lexer.skipSpace()
            try value(key: key)
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        leave()
    }

    private mutating func array() throws(JSONFault) {
        try enter()
        if skip(UInt8(ascii: "]")) { return leave() }
        repeat {
            lexer.skipSpace()
            try value(key: 0..<0)
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        leave()
    }

    private mutating func enter() throws(JSONFault) {
        guard depth < JSONDocument.maximumDepth else { throw lexer.fault(.tooDeep(limit: JSONDocument.maximumDepth)) }
        depth += 1
        lexer.position += 1
    }

    private mutating func leave() {
        depth -= 1
    }

    private mutating func number() throws(JSONFault) {
        let start = lexer.position
        try lexer.number()
        // To the lexer, a number ends after a leading zero; to people, it is malformed.
        if let next = lexer.peek, JSONLexer.isDigit(next) { throw JSONFault(kind: .invalidNumber, offset: start) }
    }

    /// Skips `byte`, and the space before it, if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        lexer.skipSpace()
        return lexer.take(byte)
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard !skip(byte) else { return }
        throw unexpected
    }

    private var unexpected: JSONFault {
        lexer.fault(lexer.peek == nil ? .unexpectedEnd : .unexpectedByte)
    }
}
