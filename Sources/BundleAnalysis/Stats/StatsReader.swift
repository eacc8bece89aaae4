import Foundation
import JSONLexing

/// Reads JSON and JSONR, byte by byte, without building a tree.
///
/// JSONR is JSON in which a value may be followed by `$NAME`, and a bare `$NAME` repeats that value; this applies to
/// keys too. Names are base 62. `t f n u N` stand for true, false, null, undefined, and NaN. A repeated value is read
/// again where it first appeared, so nothing is kept of a value but its offset.
///
/// Stats repeat the names of any files, so a string may contain any bytes: malformed ones are repaired when it is read.
///
/// The text must outlive the reader.
struct StatsReader {
    /// The maximum nesting depth; what `JSON.stringify` writes for stats stays far below it.
    static let depthLimit = 512
    /// How many bytes of text may be read again, so that references to references cannot explode.
    static let rereadLimit = 256 << 20
    /// How much more an object or an array costs than a string of its length, because each can expand others. Encoders
    /// give names to strings.
    private static let containerCost = (factor: 16, base: 512)
    /// The maximum length of a reference's name: 62 to the 10th still fits into 64 bits.
    private static let nameLimit = 10

    private var lexer: JSONLexer
    private var references = References()
    private var depth = 0
    private var reread = 0
    private var pages: MappedReading

    /// - Parameter isMapped: whether the bytes are a private mapping of a file.
    init(_ bytes: UnsafeRawBufferPointer, isMapped: Bool = false) {
        pages = MappedReading(isMapped ? bytes : nil)
        lexer = JSONLexer(bytes.bindMemory(to: UInt8.self))
        lexer.position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    private(set) var position: Int {
        get { lexer.position }
        set { lexer.position = newValue }
    }

    // MARK: Values

    /// Reads an object, calling `member` for each key, which must read or skip the value. Returns false if it is not an
    /// object.
    mutating func object(
        _ member: (inout StatsReader, JSONString) throws(StatsFault) -> Void
    ) throws(StatsFault) -> Bool {
        try resolved { (reader) throws(StatsFault) in
            guard case .beginObject = reader.lexer.token else {
                try reader.skipBare()
                return false
            }
            try reader.members(member)
            return true
        }
    }

    /// Reads an array, calling `element` for each element, which must read or skip it. Returns false if it is not an
    /// array.
    mutating func array(_ element: (inout StatsReader) throws(StatsFault) -> Void) throws(StatsFault) -> Bool {
        try resolved { (reader) throws(StatsFault) in
            guard case .beginArray = reader.lexer.token else {
                try reader.skipBare()
                return false
            }
            try reader.elements(element)
            return true
        }
    }

    /// Nil if it is not a string.
    mutating func string() throws(StatsFault) -> String? {
        try resolved { (reader) throws(StatsFault) in
            guard case .string = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            return reader.text(try reader.scanString())
        }
    }

    /// What `body` makes of the bytes of a string; nil if it is not a string. The bytes are those of its text.
    mutating func bytes<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(StatsFault) -> Value
    ) throws(StatsFault) -> Value? {
        try resolved { (reader) throws(StatsFault) in
            guard case .string = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            let string = try reader.scanString()
            guard string.hasEscapes else {
                return try body(UnsafeBufferPointer(rebasing: reader.lexer.bytes[string.written]))
            }
            let text = Array(reader.text(string).utf8)
            return try text.withUnsafeBufferPointer { (bytes) throws(StatsFault) in try body(bytes) }
        }
    }

    /// What `body` makes of the bytes of an identifier: a string, or a number as it is written. Nil if it is neither.
    mutating func identifierBytes<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) throws(StatsFault) -> Value? {
        guard isAtNumber else { return try bytes { (bytes) throws(StatsFault) in body(bytes) } }
        return try resolved { (reader) throws(StatsFault) in
            body(UnsafeBufferPointer(rebasing: reader.lexer.bytes[try reader.scanNumber()]))
        }
    }

    /// Nil if it is not a number.
    mutating func number() throws(StatsFault) -> Double? {
        try resolved { (reader) throws(StatsFault) in
            guard case .number = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            return Double(String(decoding: reader.lexer.bytes[try reader.scanNumber()], as: UTF8.self))
        }
    }

    /// Nil if it is neither true nor false.
    mutating func boolean() throws(StatsFault) -> Bool? {
        try resolved { (reader) throws(StatsFault) in
            let token = reader.lexer.token
            try reader.skipBare()
            return switch token {
            case .true: true
            case .false: false
            default: nil
            }
        }
    }

    /// An identifier: a string, or a whole number in its decimal form. Nil if it is neither.
    mutating func identifier() throws(StatsFault) -> String? {
        try resolved { (reader) throws(StatsFault) in
            let start = reader.position
            if case .string = reader.lexer.token { return reader.text(try reader.scanString()) }
            let isNumber = reader.lexer.token == .number
            try reader.skipBare()
            return isNumber ? String(decoding: reader.lexer.bytes[start..<reader.position], as: UTF8.self) : nil
        }
    }

    /// Skips a value, validating it and recording the names assigned in it.
    mutating func skip() throws(StatsFault) {
        lexer.skipSpace()
        guard lexer.peek != UInt8(ascii: "$") else {
            _ = try referenced()
            return
        }
        let start = position
        try skipBare()
        try noteName(of: start)
    }

    /// Only whitespace may follow.
    mutating func end() throws(StatsFault) {
        lexer.skipSpace()
        guard lexer.peek == nil else { throw expected(.endOfFile) }
    }

    /// Continues with the value at `offset`, which was reached before.
    mutating func go(to offset: Int) {
        position = offset
        pages.go(to: offset)
    }

    /// The offset of the next value, after whitespace.
    mutating func nextOffset() -> Int {
        lexer.skipSpace()
        return position
    }

    /// Whether the next value is an array; a repeated value is examined where it first appeared.
    var isAtArray: Bool { token == .beginArray }

    /// Whether the next value is an object.
    var isAtObject: Bool { token == .beginObject }

    /// Whether the next value is a number.
    var isAtNumber: Bool { token == .number }

    /// Whether the next value is a string.
    var isAtString: Bool { token == .string }

    /// Whether the next value is null; what is undefined is not.
    var isAtNull: Bool { token == .null }

    /// Whether the next byte that is no white space is an opening brace.
    var isAtBrace: Bool {
        var copy = self
        copy.lexer.skipSpace()
        return copy.lexer.token == .beginObject
    }

    /// What the next value begins with.
    private var token: JSONToken? {
        var copy = self
        copy.lexer.skipSpace()
        guard copy.lexer.peek == UInt8(ascii: "$") else { return copy.lexer.token }
        return (try? copy.referenced()).flatMap { JSONToken(lexer.bytes[$0]) }
    }

    // MARK: Keys

    func matches(_ key: JSONString, _ name: StaticString) -> Bool {
        guard key.written.count == name.utf8CodeUnitCount, !key.hasEscapes else { return false }
        return memcmp(lexer.bytes.baseAddress! + key.written.lowerBound, name.utf8Start, key.written.count) == 0
    }

    func text(_ string: JSONString) -> String { lexer.repairedText(of: string) }

    private mutating func key() throws(StatsFault) -> JSONString {
        lexer.skipSpace()
        guard lexer.peek == UInt8(ascii: "$") else {
            guard case .string = lexer.token else { throw expected(.keyOrBrace) }
            let start = position
            let key = try scanString()
            try noteName(of: start)
            return key
        }
        let name = position
        let target = try referenced()
        guard JSONToken(lexer.bytes[target]) == .string else {
            throw StatsFault(offset: name, defect: .keyIsNotString)
        }
        let resume = position
        position = target
        let key = try scanString()
        position = resume
        return key
    }

    // MARK: Containers

    private mutating func members(
        _ member: (inout StatsReader, JSONString) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        lexer.skipSpace()
        if case .endObject = lexer.token { return ascend() }
        while true {
            let key = try key()
            lexer.skipSpace()
            guard lexer.take(UInt8(ascii: ":")) else { throw expected(.colon) }
            try member(&self, key)
            lexer.skipSpace()
            if case .endObject = lexer.token { return ascend() }
            guard lexer.take(UInt8(ascii: ",")) else { throw expected(.commaOrBrace) }
        }
    }

    private mutating func elements(
        _ element: (inout StatsReader) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        lexer.skipSpace()
        if case .endArray = lexer.token { return ascend() }
        while true {
            try element(&self)
            pages.advance(to: position)
            lexer.skipSpace()
            if case .endArray = lexer.token { return ascend() }
            guard lexer.take(UInt8(ascii: ",")) else { throw expected(.commaOrBracket) }
        }
    }

    private mutating func descend() throws(StatsFault) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw StatsFault(offset: position, defect: .tooDeep(limit: Self.depthLimit))
        }
    }

    /// Leaves a container at its closing bracket.
    private mutating func ascend() {
        depth -= 1
        position += 1
    }

    // MARK: References

    /// Reads the next value where it is actually written, and returns to the current position.
    private mutating func resolved<Value>(
        _ read: (inout StatsReader) throws(StatsFault) -> Value
    ) throws(StatsFault) -> Value {
        lexer.skipSpace()
        guard lexer.peek == UInt8(ascii: "$") else {
            let start = position
            let value = try read(&self)
            try noteName(of: start)
            return value
        }
        let name = position
        let target = try referenced()
        let resume = position
        position = target
        try descend()
        let value = try read(&self)
        depth -= 1
        try pay(forBytesFrom: target, name: name)
        position = resume
        return value
    }

    private mutating func pay(forBytesFrom target: Int, name: Int) throws(StatsFault) {
        let length = position - target
        let isContainer =
            switch JSONToken(lexer.bytes[target]) {
            case .beginObject, .beginArray: true
            default: false
            }
        reread += isContainer ? length * Self.containerCost.factor + Self.containerCost.base : length
        guard reread <= Self.rereadLimit else {
            throw StatsFault(offset: name, defect: .referencesTooLarge)
        }
    }

    /// Skips a bare `$NAME` and returns where the value with that name begins.
    private mutating func referenced() throws(StatsFault) -> Int {
        let start = position
        let name = try scanName()
        guard let target = references[name] else {
            throw StatsFault(offset: start, defect: .undefinedName(name: shownName(from: start)))
        }
        return target
    }

    /// Records the name that may follow the value which began at `start`.
    private mutating func noteName(of start: Int) throws(StatsFault) {
        guard lexer.peek == UInt8(ascii: "$") else { return }
        let offset = position
        let name = try scanName()
        guard references.define(name, at: start) else {
            let isKnown = references[name] != nil
            throw StatsFault(
                offset: offset,
                defect: isKnown
                    ? .duplicateName(name: shownName(from: offset)) : .tooManyNames(limit: References.limit))
        }
    }

    private mutating func scanName() throws(StatsFault) -> UInt64 {
        position += 1
        let start = position
        var name: UInt64 = 0
        while let digit = Self.base62(lexer.peek) {
            name = name &* 62 &+ digit
            position += 1
        }
        guard position > start, position - start <= Self.nameLimit else {
            throw StatsFault(offset: start, defect: .invalidName(longest: Self.nameLimit))
        }
        return name
    }

    private static func base62(_ byte: UInt8?) -> UInt64? {
        switch byte {
        case .some(let byte) where byte >= 0x30 && byte <= 0x39: UInt64(byte - 0x30)
        case .some(let byte) where byte >= 0x41 && byte <= 0x5a: UInt64(byte - 0x41 + 10)
        case .some(let byte) where byte >= 0x61 && byte <= 0x7a: UInt64(byte - 0x61 + 36)
        default: nil
        }
    }

    // MARK: Tokens

    /// Skips a value that is not a reference, stopping before the name that may follow it.
    private mutating func skipBare() throws(StatsFault) {
        switch lexer.token {
        case .string: _ = try scanString()
        case .beginObject: try members { (reader, _) throws(StatsFault) in try reader.skip() }
        case .beginArray: try elements { (reader) throws(StatsFault) in try reader.skip() }
        case .number: _ = try scanNumber()
        case .true: scanWord("true")
        case .false: scanWord("false")
        case .null: scanWord("null")
        case nil where lexer.peek == UInt8(ascii: "u"): scanWord("undefined")
        case nil where lexer.peek == UInt8(ascii: "N"): scanWord("NaN")
        case .endObject, .endArray, .colon, .comma, nil: throw expected(.value)
        }
    }

    /// A whole word, or its first letter alone.
    private mutating func scanWord(_ word: StaticString) {
        let count = word.utf8CodeUnitCount
        let rest = lexer.bytes[position...]
        let isWhole = rest.count >= count && memcmp(lexer.bytes.baseAddress! + position, word.utf8Start, count) == 0
        position += isWhole ? count : 1
    }

    private mutating func scanNumber() throws(StatsFault) -> Range<Int> {
        do {
            return try lexer.number()
        } catch {
            throw expected(.digit)
        }
    }

    private mutating func scanString() throws(StatsFault) -> JSONString {
        let opening = position
        do {
            return try lexer.uncheckedString()
        } catch {
            throw StatsFault(offset: opening, defect: .unterminatedString)
        }
    }

    private func expected(_ expected: ExpectedSyntax) -> StatsFault {
        guard let byte = lexer.peek else { return StatsFault(offset: position, defect: .endsEarly(expected: expected)) }
        let isPlain = byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "`")
        let found = isPlain ? FoundSyntax.character(text: ShownName(String(UnicodeScalar(byte)))) : .byte(value: byte)
        return StatsFault(offset: position, defect: .unexpected(found: found, expected: expected))
    }

    /// The name, with its `$`, from `start` to the current position.
    private func shownName(from start: Int) -> ShownName {
        ShownName(String(decoding: lexer.bytes[start..<position], as: UTF8.self))
    }
}
