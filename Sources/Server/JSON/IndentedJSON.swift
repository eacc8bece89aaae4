import JSONLexing

/// Indents JSON for reading. Only the space between its tokens changes: order, numbers and escapes stay as they were
/// sent, so that what is read is what was signed.
struct IndentedJSON: Sendable {
    private static let step = 2

    private var text: [UInt8] = []
    private var depth = 0

    /// Nil if `bytes` are not JSON.
    static func text(of bytes: [UInt8]) -> String? {
        guard (try? JSONDocument(scanning: bytes, recordingTo: 0)) != nil else { return nil }
        var writer = IndentedJSON()
        writer.text.reserveCapacity(bytes.count * 2)
        bytes.withUnsafeBufferPointer { writer.write($0) }
        return String(decoding: writer.text, as: UTF8.self)
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        var lexer = JSONLexer(bytes)
        lexer.skipSpace()
        while let token = lexer.token {
            let start = lexer.position
            lexer.skipToken()
            let written = bytes[start..<lexer.position]
            lexer.skipSpace()
            switch token {
            case .beginObject, .beginArray:
                text += written
                depth += 1
                if lexer.token != .endObject, lexer.token != .endArray { breakLine() }
            case .endObject, .endArray:
                depth -= 1
                let isEmpty = text.last == UInt8(ascii: "{") || text.last == UInt8(ascii: "[")
                if !isEmpty { breakLine() }
                text += written
            case .comma:
                text += written
                breakLine()
            case .colon:
                text += written
                text.append(UInt8(ascii: " "))
            case .string, .number, .true, .false, .null: text += written
            }
        }
    }

    private mutating func breakLine() {
        text.append(UInt8(ascii: "\n"))
        text += repeatElement(UInt8(ascii: " "), count: depth * Self.step)
    }
}
