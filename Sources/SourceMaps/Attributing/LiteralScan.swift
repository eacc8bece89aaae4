/// Tells the bytes of string literals, templates and data: URLs of `url()` from the code around them.
///
/// This is a scan of bytes, not a parser: a quote in a comment or in a regular expression begins a string for it. It
/// recovers at the end of the line, and at each segment, because no token begins within a literal.
struct LiteralScan {
    private enum State: Equatable {
        case code
        /// In a string, whose quote this is.
        case string(UInt8)
        case template
        /// In `url(data:`.
        case dataURL
    }

    /// How deep templates may be nested in the expressions of others; deeper ones are code.
    private static let depthLimit = 16

    private let text: UnsafeBufferPointer<UInt8>
    private var state = State.code
    /// How many braces are open in the expression of each open template.
    private var braces: [Int] = []
    /// How many bytes of the template's text have been seen since it began or went on.
    private var templateBytes = 0

    /// - Parameter text: must outlive the scan.
    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Notes that a token begins at the next byte.
    mutating func segment() {
        // Some generators have a segment where the text of a template begins.
        if state == .template, templateBytes == 0 { return }
        state = .code
    }

    /// Scans bytes until the end of the range, or until `limit` bytes of code have been seen.
    ///
    /// - Returns: How many bytes of code were seen, and where the scan stopped.
    mutating func scan(_ range: Range<Int>, limit: Int = .max) -> (code: Int, end: Int) {
        var at = range.lowerBound
        var code = 0
        while at < range.upperBound, code < limit {
            if state == .code {
                let start = at
                let end = limit - code < range.upperBound - at ? at + limit - code : range.upperBound
                while at < end, !Self.isSpecial(text[at]) { at += 1 }
                code += at - start
                guard at < end else { continue }
            }
            step(at, &code)
            at += 1
        }
        return (code, min(at, range.upperBound))
    }

    /// Whether the byte may begin or end something when it is code.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "("), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private mutating func step(_ at: Int, _ code: inout Int) {
        let byte = text[at]
        switch state {
        case .code: stepCode(at, &code)
        case .string(let quote): if (byte == quote || Self.isBreak(byte)) && !isEscaped(at) { state = .code }
        case .template: stepTemplate(at)
        case .dataURL: if byte == UInt8(ascii: ")") { state = .code }
        }
    }

    private mutating func stepCode(_ at: Int, _ code: inout Int) {
        switch text[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return state = .string(text[at])
        case UInt8(ascii: "`") where braces.count < Self.depthLimit: return enterTemplate()
        case UInt8(ascii: "("): if isDataURL(at) { state = .dataURL }
        case UInt8(ascii: "{"): if let depth = braces.last { braces[braces.count - 1] = depth + 1 }
        case UInt8(ascii: "}"):
            guard let depth = braces.last else { break }
            if depth == 0 {
                braces.removeLast()
                return enterTemplate()
            }
            braces[braces.count - 1] = depth - 1
        default: break
        }
        code += 1
    }

    private mutating func enterTemplate() {
        state = .template
        templateBytes = 0
    }

    private mutating func stepTemplate(_ at: Int) {
        templateBytes += 1
        if text[at] == UInt8(ascii: "`"), !isEscaped(at) {
            state = .code
        } else if text[at] == UInt8(ascii: "{"), at > 0, text[at - 1] == UInt8(ascii: "$"), !isEscaped(at - 1) {
            state = .code
            braces.append(0)
        }
    }

    /// Whether an odd number of backslashes is before the byte. More than a few are taken for an even number.
    private func isEscaped(_ at: Int) -> Bool {
        var count = 0
        while count < 64, at - count > 0, text[at - count - 1] == UInt8(ascii: "\\") { count += 1 }
        return count & 1 == 1
    }

    private func isDataURL(_ at: Int) -> Bool {
        guard at >= 3, at + 5 < text.count else { return false }
        return text[(at - 3)..<at].elementsEqual("url".utf8) && text[(at + 1)...(at + 5)].elementsEqual("data:".utf8)
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
