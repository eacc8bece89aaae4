/// Finds the start tags of an HTML page, skipping comments and the contents of scripts and style sheets.
struct TagScanner {
    struct Tag: Equatable {
        /// In lowercase.
        let name: String
        /// By lowercase name; of duplicates the first counts, as in browsers.
        let attributes: [String: String]
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Tag? {
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            if matches("!--") {
                skip(past: "-->")
            } else if let first = peek, Self.isLetter(first) {
                let tag = Tag(
                    name: word { !Self.isSpace($0) && $0 != 0x2f && $0 != 0x3e }.lowercased(), attributes: attributes())
                if ["script", "style", "textarea", "title"].contains(tag.name) { skip(past: "</\(tag.name)") }
                return tag
            }
        }
        position = bytes.count
        return nil
    }

    private mutating func attributes() -> [String: String] {
        var attributes: [String: String] = [:]
        while true {
            while let byte = peek, Self.isSpace(byte) || byte == UInt8(ascii: "/") { position += 1 }
            guard let byte = peek, byte != UInt8(ascii: ">") else {
                position = min(position + 1, bytes.count)
                return attributes
            }
            // A stray `=` begins a name, so that every iteration advances.
            let first = position
            position += 1
            _ = word { !Self.isSpace($0) && $0 != 0x2f && $0 != 0x3e && $0 != 0x3d }
            let name = String(decoding: bytes[first..<position], as: UTF8.self).lowercased()
            let value = value()
            if attributes[name] == nil { attributes[name] = value }
        }
    }

    private mutating func value() -> String {
        let afterName = position
        skipSpace()
        guard peek == UInt8(ascii: "=") else {
            position = afterName
            return ""
        }
        position += 1
        skipSpace()
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return Self.unescaped(word { !Self.isSpace($0) && $0 != 0x3e })
        }
        position += 1
        let text = word { $0 != quote }
        position = min(position + 1, bytes.count)
        return Self.unescaped(text)
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.split(separator: "&amp;", omittingEmptySubsequences: false).joined(separator: "&")
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, Self.isSpace(byte) { position += 1 }
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = peek, belongs(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func matches(_ text: String) -> Bool {
        let text = text.utf8
        guard position + text.count <= bytes.count else { return false }
        return zip(bytes[position...], text).allSatisfy { byte, wanted in
            byte == wanted || (Self.isLetter(byte) && byte | 0x20 == wanted)
        }
    }

    private mutating func skip(past text: String) {
        while position < bytes.count, !matches(text) { position += 1 }
        position = min(position + text.utf8.count, bytes.count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
}
