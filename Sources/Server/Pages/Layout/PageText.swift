import Mustache

/// Text within HTML, escaped byte by byte; the library escapes character by character, which is an eighth of the work
/// of a page.
struct PageText: MustacheContentType {
    static let name = "PAGE"

    /// Text that code writes into a page's HTML.
    static func escaped(_ text: String) -> String { PageText().escapeText(text) }

    func escapeText(_ text: String) -> String {
        guard text.utf8.contains(where: { Self.escaped($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if let escaped = Self.escaped(byte) {
                bytes.append(contentsOf: escaped.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The escape for a byte with a meaning in HTML; nil for the others.
    private static func escaped(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
