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
        writer.write(bytes)
        return String(decoding: writer.text, as: UTF8.self)
    }

    private mutating func write(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                let end = Self.endOfString(bytes, from: at)
                text += bytes[at..<end]
                at = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): open(bytes[at], isEmpty: Self.isClosing(bytes, after: at))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): close(bytes[at])
            case UInt8(ascii: ","):
                text.append(bytes[at])
                breakLine()
            case UInt8(ascii: ":"): text += [bytes[at], UInt8(ascii: " ")]
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: text.append(bytes[at])
            }
            at += 1
        }
    }

    private mutating func open(_ bracket: UInt8, isEmpty: Bool) {
        text.append(bracket)
        depth += 1
        if !isEmpty { breakLine() }
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        let isEmpty = text.last == UInt8(ascii: "{") || text.last == UInt8(ascii: "[")
        if !isEmpty { breakLine() }
        text.append(bracket)
    }

    private mutating func breakLine() {
        text.append(UInt8(ascii: "\n"))
        text += repeatElement(UInt8(ascii: " "), count: depth * Self.step)
    }

    /// After the quote that ends the string.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return at + 1
    }

    private static func isClosing(_ bytes: [UInt8], after start: Int) -> Bool {
        let next = bytes[(start + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
    }
}
