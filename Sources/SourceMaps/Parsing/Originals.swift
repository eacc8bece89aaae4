/// The sizes of the sources' contents, by line. Nothing of their text is kept.
struct Originals {
    /// The content of one source.
    private struct Content {
        /// In bytes of UTF-8; -1 if it is unknown.
        var bytes: Int32
        /// Its lines' range in `lineStarts`.
        var lines: Range<Int32>
    }

    private var contents: [Content] = []
    /// In bytes, from the beginning of the line's content. An empty content has one line. A line takes two bytes in
    /// JSON, so this is at most twice as large as the text of the map.
    private var lineStarts: [Int32] = []

    var count: Int { contents.count }

    mutating func appendUnknown() { contents.append(Content(bytes: -1, lines: 0..<0)) }

    /// Measures the content of source `index`, as it is written in JSON between the quotes.
    mutating func measure(_ index: Int, _ written: UnsafeBufferPointer<UInt8>) {
        let first = Int32(lineStarts.count)
        let bytes = ContentScan(written).measure(lineStarts: &lineStarts)
        contents[index] = Content(bytes: Int32(bytes), lines: first..<Int32(lineStarts.count))
    }

    /// How many bytes the content has; nil if it is unknown.
    func bytes(of source: Int) -> Int? {
        contents[source].bytes < 0 ? nil : Int(contents[source].bytes)
    }

    /// How many bytes of the content follow a position. Nil if the content is unknown or has no such line.
    ///
    /// The column counts bytes here: only the lines' sizes are known. After characters that are not ASCII the rest seems
    /// larger than it is, by at most two bytes for each.
    func remaining(of source: Int, line: Int, column: Int) -> Int? {
        let content = contents[source]
        guard content.bytes >= 0, line < content.lines.count else { return nil }
        let index = Int(content.lines.lowerBound) + line
        let end = line + 1 < content.lines.count ? lineStarts[index + 1] : content.bytes
        let position = min(Int(lineStarts[index]) + column, Int(end))
        return Int(content.bytes) - position
    }
}
