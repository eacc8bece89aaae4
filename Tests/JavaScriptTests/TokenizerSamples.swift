import JavaScript

/// The tokenizer's view of a text, in a form that is short to write down.
enum TokenizerSamples {
    /// The significant tokens' texts, a kind before those that are no names, punctuators or numbers.
    static func tokens(_ text: String, _ type: JavaScriptSourceType = .script) -> [String] {
        all(text, type).filter(\.kind.isSignificant).map { shown($0, text) }
    }

    static func all(_ text: String, _ type: JavaScriptSourceType = .script) -> [JavaScriptToken] {
        all(Array(text.utf8), type)
    }

    static func all(_ bytes: [UInt8], _ type: JavaScriptSourceType = .script) -> [JavaScriptToken] {
        bytes.withUnsafeBufferPointer { bytes in
            var tokenizer = JavaScriptTokenizer(bytes, sourceType: type)
            var tokens: [JavaScriptToken] = []
            while let token = tokenizer.next() { tokens.append(token) }
            return tokens
        }
    }

    static func slice(_ text: String, _ range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }

    private static func shown(_ token: JavaScriptToken, _ text: String) -> String {
        let slice = slice(text, token.range)
        switch token.kind {
        case .identifierName, .punctuator, .numericLiteral: return slice
        default: return "\(token.kind) \(slice)"
        }
    }
}
