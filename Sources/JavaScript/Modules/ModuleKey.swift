/// Reads module ids from names, strings and numbers.
enum ModuleKey {
    /// The longest key, in bytes.
    static let maximumLength = 1 << 14

    /// The id that a token stands for; nil if it can be none.
    static func identifier(_ token: JavaScriptToken, in bytes: UnsafeBufferPointer<UInt8>) -> ModuleIdentifier? {
        guard token.end - token.start <= maximumLength else { return nil }
        let text = bytes[token.range]
        switch token.kind {
        case .identifierName: return .string(StringLiteral.unescape(text))
        case .stringLiteral: return .string(StringLiteral.unescape(text.dropFirst().dropLast()))
        case .numericLiteral: return number(text)
        default: return nil
        }
    }

    /// `12`, `1e3`, `0x10`, `1_000`
    private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> ModuleIdentifier {
        let digits = String(decoding: text, as: UTF8.self).filter { $0 != "_" }
        if let number = Int(digits) { return .number(number) }
        if let number = prefixed(digits) { return .number(number) }
        // `.5` and `5.` are not numbers to Swift.
        if let number = Double("0" + digits + (digits.hasSuffix(".") ? "0" : "")),
            let whole = Int(exactly: number), number < 1e21
        {
            return .number(whole)
        }
        return .string(digits)
    }

    private static func prefixed(_ digits: String) -> Int? {
        switch digits.prefix(2).lowercased() {
        case "0x": Int(digits.dropFirst(2), radix: 16)
        case "0o": Int(digits.dropFirst(2), radix: 8)
        case "0b": Int(digits.dropFirst(2), radix: 2)
        default: nil
        }
    }
}
