import Foundation
import JSONLexing

/// Tokens, and what is wrong where there is none.
extension StatsReader {
    /// Skips a value that is not a reference, stopping before the name that may follow it.
    mutating func skipBare() throws(StatsFault) {
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
    mutating func scanWord(_ word: StaticString) {
        let count = word.utf8CodeUnitCount
        let rest = lexer.bytes[position...]
        let isWhole = rest.count >= count && memcmp(lexer.bytes.baseAddress! + position, word.utf8Start, count) == 0
        position += isWhole ? count : 1
    }

    mutating func scanNumber() throws(StatsFault) -> Range<Int> {
        do {
            return try lexer.number()
        } catch {
            throw expected(.digit)
        }
    }

    mutating func scanString() throws(StatsFault) -> JSONString {
        let opening = position
        do {
            return try lexer.uncheckedString()
        } catch {
            throw StatsFault(offset: opening, defect: .unterminatedString)
        }
    }

    func expected(_ expected: ExpectedSyntax) -> StatsFault {
        guard let byte = lexer.peek else { return StatsFault(offset: position, defect: .endsEarly(expected: expected)) }
        let isPlain = byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "`")
        let found = isPlain ? FoundSyntax.character(text: ShownName(String(UnicodeScalar(byte)))) : .byte(value: byte)
        return StatsFault(offset: position, defect: .unexpected(found: found, expected: expected))
    }

    /// The name, with its `$`, from `start` to the current position.
    func shownName(from start: Int) -> ShownName {
        ShownName(String(decoding: lexer.bytes[start..<position], as: UTF8.self))
    }
}
