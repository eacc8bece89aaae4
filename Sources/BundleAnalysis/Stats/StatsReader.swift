import Foundation

/// Reads JSON and JSONR, byte by byte, without building a tree.
///
/// JSONR is JSON in which a value may be followed by `$NAME`, and a bare `$NAME` repeats that value; this applies to
/// keys too. Names are base 62. `t f n u N` stand for true, false, null, undefined, and NaN. A repeated value is read
/// again where it first appeared, so nothing is kept of a value but its offset.
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

    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int
    private var references = References()
    private var depth = 0
    private var reread = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    // MARK: Values

    /// Reads an object, calling `member` for each key, which must read or skip the value. Returns false if it is not an
    /// object.
    mutating func object(
        _ member: (inout StatsReader, Key) throws(StatsFault) -> Void
    ) throws(StatsFault) -> Bool {
        try resolved { (reader) throws(StatsFault) in
            guard reader.peek == UInt8(ascii: "{") else {
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
            guard reader.peek == UInt8(ascii: "[") else {
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
            guard reader.peek == UInt8(ascii: "\"") else {
                try reader.skipBare()
                return nil
            }
            return reader.text(try reader.scanString())
        }
    }

    /// Nil if it is not a number.
    mutating func number() throws(StatsFault) -> Double? {
        try resolved { (reader) throws(StatsFault) in
            guard reader.atNumber else {
                try reader.skipBare()
                return nil
            }
            let start = reader.position
            try reader.scanNumber()
            return Double(String(decoding: reader.bytes[start..<reader.position], as: UTF8.self))
        }
    }

    /// Nil if it is neither true nor false.
    mutating func boolean() throws(StatsFault) -> Bool? {
        try resolved { (reader) throws(StatsFault) in
            let first = reader.peek
            try reader.skipBare()
            return first == UInt8(ascii: "t") ? true : first == UInt8(ascii: "f") ? false : nil
        }
    }

    /// An identifier: a string, or a whole number in its decimal form. Nil if it is neither.
    mutating func identifier() throws(StatsFault) -> String? {
        try resolved { (reader) throws(StatsFault) in
            let start = reader.position
            if reader.peek == UInt8(ascii: "\"") { return reader.text(try reader.scanString()) }
            let isNumber = reader.atNumber
            try reader.skipBare()
            return isNumber ? String(decoding: reader.bytes[start..<reader.position], as: UTF8.self) : nil
        }
    }

    /// Skips a value, validating it and recording the names assigned in it.
    mutating func skip() throws(StatsFault) {
        skipSpace()
        guard peek != UInt8(ascii: "$") else {
            _ = try referenced()
            return
        }
        let start = position
        try skipBare()
        try noteName(of: start)
    }

    /// Only whitespace may follow.
    mutating func end() throws(StatsFault) {
        skipSpace()
        guard position == bytes.count else { throw expected(.endOfFile) }
    }

    /// Continues with the value at `offset`, which was reached before.
    mutating func go(to offset: Int) { position = offset }

    /// The offset of the next value, after whitespace.
    mutating func nextOffset() -> Int {
        skipSpace()
        return position
    }

    /// Whether the next value is an array; a repeated value is examined where it first appeared.
    var isAtArray: Bool { firstByte == UInt8(ascii: "[") }

    /// Whether the next value is an object.
    var isAtObject: Bool { firstByte == UInt8(ascii: "{") }

    private var firstByte: UInt8? {
        var copy = self
        copy.skipSpace()
        guard copy.peek == UInt8(ascii: "$") else { return copy.peek }
        return (try? copy.referenced()).map { bytes[$0] }
    }

    // MARK: Keys

    /// A key's bytes, without the quotes.
    struct Key {
        fileprivate let range: Range<Int>
        fileprivate let isEscaped: Bool
    }

    func matches(_ key: Key, _ name: StaticString) -> Bool {
        guard key.range.count == name.utf8CodeUnitCount, !key.isEscaped else { return false }
        return memcmp(bytes.baseAddress! + key.range.lowerBound, name.utf8Start, key.range.count) == 0
    }

    func text(_ key: Key) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[key.range])
        return key.isEscaped ? StringEscapes.decoded(raw) : String(decoding: raw, as: UTF8.self)
    }

    private mutating func key() throws(StatsFault) -> Key {
        skipSpace()
        guard peek == UInt8(ascii: "$") else {
            guard peek == UInt8(ascii: "\"") else { throw expected(.keyOrBrace) }
            let start = position
            let key = try scanString()
            try noteName(of: start)
            return key
        }
        let name = position
        let target = try referenced()
        guard bytes[target] == UInt8(ascii: "\"") else {
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
        _ member: (inout StatsReader, Key) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        skipSpace()
        if peek == UInt8(ascii: "}") { return ascend() }
        while true {
            let key = try key()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw expected(.colon) }
            position += 1
            try member(&self, key)
            skipSpace()
            if peek == UInt8(ascii: "}") { return ascend() }
            guard peek == UInt8(ascii: ",") else { throw expected(.commaOrBrace) }
            position += 1
        }
    }

    private mutating func elements(
        _ element: (inout StatsReader) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        skipSpace()
        if peek == UInt8(ascii: "]") { return ascend() }
        while true {
            try element(&self)
            skipSpace()
            if peek == UInt8(ascii: "]") { return ascend() }
            guard peek == UInt8(ascii: ",") else { throw expected(.commaOrBracket) }
            position += 1
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
        skipSpace()
        guard peek == UInt8(ascii: "$") else {
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
        let isContainer = bytes[target] == UInt8(ascii: "{") || bytes[target] == UInt8(ascii: "[")
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
        guard peek == UInt8(ascii: "$") else { return }
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
        while let digit = Self.base62(peek) {
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

    // MARK: Bytes

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private var atNumber: Bool {
        guard let byte = peek else { return false }
        return byte == UInt8(ascii: "-") || (byte >= 0x30 && byte <= 0x39)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    /// Skips a value that is not a reference, stopping before the name that may follow it.
    private mutating func skipBare() throws(StatsFault) {
        switch peek {
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "{"): try members { (reader, _) throws(StatsFault) in try reader.skip() }
        case UInt8(ascii: "["): try elements { (reader) throws(StatsFault) in try reader.skip() }
        case UInt8(ascii: "t"): scanWord("true")
        case UInt8(ascii: "f"): scanWord("false")
        case UInt8(ascii: "n"): scanWord("null")
        case UInt8(ascii: "u"): scanWord("undefined")
        case UInt8(ascii: "N"): scanWord("NaN")
        default:
            guard atNumber else { throw expected(.value) }
            try scanNumber()
        }
    }

    /// A whole word, or its first letter alone.
    private mutating func scanWord(_ word: StaticString) {
        let count = word.utf8CodeUnitCount
        let isWhole =
            bytes.count - position >= count && memcmp(bytes.baseAddress! + position, word.utf8Start, count) == 0
        position += isWhole ? count : 1
    }

    private mutating func scanNumber() throws(StatsFault) {
        if peek == UInt8(ascii: "-") { position += 1 }
        try scanDigits()
        if peek == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return }
        position += 1
        if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { position += 1 }
        try scanDigits()
    }

    private mutating func scanDigits() throws(StatsFault) {
        let start = position
        while let byte = peek, byte >= 0x30, byte <= 0x39 { position += 1 }
        guard position > start else { throw expected(.digit) }
    }

    private mutating func scanString() throws(StatsFault) -> Key {
        let opening = position
        position += 1
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return Key(range: (opening + 1)..<position, isEscaped: isEscaped)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                position += 1
            }
            position += 1
        }
        position = bytes.count
        throw StatsFault(offset: opening, defect: .unterminatedString)
    }

    private func expected(_ expected: ExpectedSyntax) -> StatsFault {
        guard let byte = peek else { return StatsFault(offset: position, defect: .endsEarly(expected: expected)) }
        let isPlain = byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "`")
        let found = isPlain ? FoundSyntax.character(text: ShownName(String(UnicodeScalar(byte)))) : .byte(value: byte)
        return StatsFault(offset: position, defect: .unexpected(found: found, expected: expected))
    }

    /// The name, with its `$`, from `start` to the current position.
    private func shownName(from start: Int) -> ShownName {
        ShownName(String(decoding: bytes[start..<position], as: UTF8.self))
    }
}
