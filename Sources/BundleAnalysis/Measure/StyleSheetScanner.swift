/// Walks over the bytes of a style sheet, telling strings, comments and white space from the rest.
enum StyleSheetScanner {
    /// How many bytes of white space and comments there are, those that name a license or a source map aside.
    static func removableBytes(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var (count, index) = (0, 0)
        while index < text.count {
            switch text[index] {
            case space, 0x09...0x0d:
                count += 1
                index += 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"): index = endOfString(in: text, from: index)
            case backslash: index += 2
            case slash where index + 1 < text.count && text[index + 1] == star:
                let end = endOfComment(in: text, from: index)
                if !stays(text[index..<end]) { count += end - index }
                index = end
            default: index += 1
            }
        }
        return count
    }

    /// A string that is not closed ends with its line.
    private static func endOfString(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < text.count {
            switch text[index] {
            case text[start]: return index + 1
            case backslash: index += 2
            case 0x0a, 0x0c, 0x0d: return index
            default: index += 1
            }
        }
        return text.count
    }

    private static func endOfComment(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 2
        while index + 1 < text.count {
            if text[index] == star, text[index + 1] == slash { return index + 2 }
            index += 1
        }
        return text.count
    }

    private static func stays(_ comment: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let content = comment.dropFirst(2)
        guard let first = content.first else { return false }
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "#") { return true }
        var rest = content
        while let mark = rest.firstIndex(of: UInt8(ascii: "@")) {
            rest = rest[(mark + 1)...]
            if marks.contains(where: { rest.starts(with: $0) }) { return true }
        }
        return false
    }

    private static let marks = ["license", "preserve"].map { Array($0.utf8) }
    private static let space = UInt8(ascii: " ")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")
    private static let backslash = UInt8(ascii: "\\")
}
