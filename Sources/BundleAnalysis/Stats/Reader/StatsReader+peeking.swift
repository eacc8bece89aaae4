import JSONLexing

/// What the next value is, without reading it.
extension StatsReader {
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
}
