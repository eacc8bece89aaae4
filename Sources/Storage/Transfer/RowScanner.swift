import JSONLexing

/// Reads a JSON array of plain values, without building a tree and without guessing: a row of an export.
///
/// The line must outlive the scanner.
struct RowScanner {
    enum Scalar: Equatable {
        case null
        case boolean(Bool)
        /// The number as written.
        case number(String)
        case text(String)
    }

    private var lexer: JSONLexer

    init(_ line: UnsafeBufferPointer<UInt8>) {
        lexer = JSONLexer(line)
    }

    mutating func begin() throws(RowFault) { try take(UInt8(ascii: "[")) }

    mutating func comma() throws(RowFault) { try take(UInt8(ascii: ",")) }

    mutating func end() throws(RowFault) {
        try take(UInt8(ascii: "]"))
        guard lexer.peek == nil else { throw .notAnArray }
    }

    mutating func scalar() throws(RowFault) -> Scalar {
        do throws(JSONFault) {
            switch lexer.token {
            case .string: return .text(try text())
            case .number: return .number(String(decoding: lexer.bytes[try lexer.number()], as: UTF8.self))
            case .null: return try word("null", .null)
            case .true: return try word("true", .boolean(true))
            case .false: return try word("false", .boolean(false))
            case .beginObject, .endObject, .beginArray, .endArray, .colon, .comma, nil:
                throw lexer.fault(.unexpectedByte)
            }
        } catch {
            throw error.kind == .invalidUTF8 ? .notUTF8 : .notAnArray
        }
    }

    private mutating func take(_ byte: UInt8) throws(RowFault) {
        guard lexer.take(byte) else { throw .notAnArray }
    }

    private mutating func word(_ word: StaticString, _ value: Scalar) throws(JSONFault) -> Scalar {
        try lexer.word(word)
        return value
    }

    private mutating func text() throws(JSONFault) -> String {
        let string = try lexer.string()
        guard let text = lexer.text(of: string) else { throw lexer.fault(.invalidEscape) }
        return text
    }
}
