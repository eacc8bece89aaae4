/// The comment at the end of a script or style sheet that says where its source map is:
/// `//# sourceMappingURL=…`, `//@ …`, `/*# … */`, or `/*@ … */`.
///
/// Only white space and other comments may follow it; otherwise it is part of a string, or of something that was bundled.
package struct MapComment: Hashable, Sendable {
    /// The comment's bytes, with the white space after it.
    package let range: Range<Int>
    /// Its URL's bytes.
    package let url: Range<Int>

    private static let key = Array("sourceMappingURL=".utf8)

    /// The last such comment of the text; nil if there is none.
    package init?(_ text: UnsafeBufferPointer<UInt8>) {
        var end = text.count
        while let key = Self.lastKey(text, before: end) {
            end = key
            guard let start = Self.start(text, key) else { continue }
            guard let found = Self.comment(text, start, key + Self.key.count) else { return nil }
            self = found
            return
        }
        return nil
    }

    private init(range: Range<Int>, url: Range<Int>) {
        self.range = range
        self.url = url
    }

    /// The last offset of `sourceMappingURL=` that is wholly before `end`.
    private static func lastKey(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
        var at = end - key.count
        while at >= 0 {
            if text[at] == key[0], text[at..<(at + key.count)].elementsEqual(key) { return at }
            at -= 1
        }
        return nil
    }

    /// Where the comment begins whose name is at `key`: before `//#` or `/*#` and any spaces. Nil if it is none.
    private static func start(_ text: UnsafeBufferPointer<UInt8>, _ key: Int) -> Int? {
        var at = key
        while at > 0, text[at - 1] == 0x20 || text[at - 1] == 0x09 { at -= 1 }
        guard at >= 3, text[at - 1] == UInt8(ascii: "#") || text[at - 1] == UInt8(ascii: "@") else { return nil }
        guard text[at - 3] == UInt8(ascii: "/") else { return nil }
        return text[at - 2] == UInt8(ascii: "/") || text[at - 2] == UInt8(ascii: "*") ? at - 3 : nil
    }

    /// The comment that begins at `start`. Nil if code follows.
    private static func comment(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ url: Int) -> MapComment? {
        let isBlock = text[start + 1] == UInt8(ascii: "*")
        var end = url
        while end < text.count, !isEnd(text, end, isBlock) { end += 1 }
        guard !text[url..<end].contains(where: isQuote) else { return nil }
        var after = CommentSkipping(text, end)
        guard after.skipRest(isBlock: isBlock) else { return nil }
        let commentEnd = after.at
        guard after.skipToEnd() else { return nil }
        return MapComment(range: start..<(after.sawComment ? commentEnd : text.count), url: url..<end)
    }

    private static func isEnd(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ isBlock: Bool) -> Bool {
        if text[at] <= 0x20 { return true }
        return isBlock && text[at] == UInt8(ascii: "*") && at + 1 < text.count && text[at + 1] == UInt8(ascii: "/")
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }
}
