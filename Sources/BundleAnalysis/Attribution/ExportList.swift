/// The `export{a as b};` that a bundler writes behind the last module of a minified file. Maps have no segment for it, so
/// that it seems to be part of that module.
enum ExportList {
    /// Its bytes, up to the end of the line; nil if the line has no such list at its end.
    ///
    /// - Parameter start: where the last segment of the map is.
    static func range(in text: UnsafeBufferPointer<UInt8>, after start: Int) -> Range<Int>? {
        let line = text[start...].prefix { $0 != UInt8(ascii: "\n") }
        let code = line.trimmed { $0 == UInt8(ascii: ";") || isSpace($0) }
        guard code.last == UInt8(ascii: "}"), let open = code.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        let before = code[..<open].trimmed(isSpace)
        let keyword = before.suffix(6)
        guard keyword.elementsEqual("export".utf8), keyword.startIndex > start,
            !isPartOfName(text[keyword.startIndex - 1])
        else { return nil }
        return keyword.startIndex..<min(line.endIndex + 1, text.count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
    /// Without what it ends in.
    fileprivate func trimmed(_ isDropped: (UInt8) -> Bool) -> Self {
        self[..<(lastIndex { !isDropped($0) }.map { $0 + 1 } ?? startIndex)]
    }
}
