import JSONLexing

/// Finds values in the bytes of a JSON object that is known to be well formed.
enum JSONObjectScanner {
    /// The range of the value of `key` in the outermost object of `json`, without surrounding white space.
    static func value(of key: String, in json: [UInt8]) -> Range<Int>? {
        json.withUnsafeBufferPointer { json in
            var lexer = JSONLexer(json)
            guard take("{", &lexer) else { return nil }
            repeat {
                lexer.skipSpace()
                guard case .string = lexer.token, let name = try? lexer.uncheckedString(), take(":", &lexer) else {
                    return nil
                }
                let value = value(&lexer)
                if lexer.repairedText(of: name).utf8.elementsEqual(key.utf8) { return value }
            } while take(",", &lexer)
            return nil
        }
    }

    /// Skips `sign`, and the white space before it, if it comes next.
    private static func take(_ sign: Unicode.Scalar, _ lexer: inout JSONLexer) -> Bool {
        lexer.skipSpace()
        return lexer.take(UInt8(ascii: sign))
    }

    /// Skips a value of any kind and returns its range.
    private static func value(_ lexer: inout JSONLexer) -> Range<Int> {
        lexer.skipSpace()
        let start = lexer.position
        var depth = 0
        repeat {
            lexer.skipSpace()
            switch lexer.token {
            case .beginObject, .beginArray: depth += 1
            case .endObject, .endArray: depth -= 1
            default: break
            }
            lexer.skipToken()
        } while depth > 0 && lexer.peek != nil
        return start..<lexer.position
    }
}
