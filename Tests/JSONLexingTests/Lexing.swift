import JSONLexing

/// Reads text with a lexer at its beginning.
func lex<Value>(_ text: String, _ read: (inout JSONLexer) throws -> Value) rethrows -> Value {
    try lex(Array(text.utf8), read)
}

func lex<Value>(_ bytes: [UInt8], _ read: (inout JSONLexer) throws -> Value) rethrows -> Value {
    try bytes.withUnsafeBufferPointer { bytes in
        var lexer = JSONLexer(bytes)
        return try read(&lexer)
    }
}
