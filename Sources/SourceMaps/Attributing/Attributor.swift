/// Walks a generated text and the segments of its map at once, and cuts the text into runs.
///
/// As ECMA-426 has it, a segment counts until the next one, on whatever line that is. Where the next one is of the same
/// source, all bytes between them are that source's. Otherwise only as many as are credible:
///
/// | the source's content | what is after its last segment |
/// |---|---|
/// | known | if the rest of the line is at most ``slack`` bytes longer than what is left of the content, the rest of the line; what is left of the content, if that reaches further; never more |
/// | unknown | the rest of the line; of it, no more than ``Coarseness/codePerSegment`` bytes of code, string literals aside |
///
/// So the text of a template that goes on for many lines is its source's, and a module with a single segment at its
/// beginning does not take the unmapped code after it.
struct Attributor {
    /// How many bytes longer than what is left of its content a source's last run may be: a minifier moves and adds
    /// brackets.
    static let slack = 64

    /// Where a segment's bytes begin, and what is known of them so far.
    private struct Open {
        var segment: Segment
        var start: Int
        /// Where its line ends, its line break included; nil if the walk is still on it.
        var lineEnd: Int?
        var codeBytes = 0
        /// Where ``Coarseness/codePerSegment`` bytes of code had been seen; nil if there were fewer.
        var codeLimit: Int?
    }

    private let map: SourceMap
    private let text: UnsafeBufferPointer<UInt8>
    private var cursor: TextCursor
    private var literals: LiteralScan
    private var scanned = 0
    private var open: Open?
    private var builder = RunBuilder()
    private(set) var coarseness = Coarseness()
    private(set) var segmentsBeyond = 0
    private var cutBytes = 0

    /// - Parameter text: without the comment that refers to the map.
    init(_ text: UnsafeBufferPointer<UInt8>, _ map: SourceMap, _ breaks: TextCursor.LineBreaks) {
        self.map = map
        self.text = text
        cursor = TextCursor(text, breaks)
        literals = LiteralScan(text)
    }

    /// Whether another idea of what ends a line could lead to another result.
    var isAmbiguous: Bool { cursor.sawUnusualBreak }

    mutating func walk() {
        var segments = SegmentWalk(map)
        while let segment = segments.segment() { add(segment) }
        while endLine() {}
        scan(to: text.count)
        coarseness.endLine()
        close(at: text.count, next: nil)
    }

    /// - Parameter comment: the comment's bytes after the text.
    consuming func attribution(comment: Range<Int>, byteCount: Int) -> Attribution {
        builder.append(.unattributed, to: comment.lowerBound)
        builder.append(.mapComment, to: comment.upperBound)
        builder.append(.unattributed, to: byteCount)
        return Attribution(
            runs: builder.runs, byteCount: byteCount, segmentCount: map.segmentCount, segmentsBeyond: segmentsBeyond,
            lastSegment: open?.start, cutBytes: cutBytes)
    }

    // MARK: Walking

    private mutating func add(_ segment: Segment) {
        while cursor.line < segment.line, endLine() {}
        if cursor.line < segment.line {
            // The first line after the last may stand for the end of the text, whose final line break was dropped.
            let isEnd = segment.line - Int32(cursor.line) == 1 && segment.column == 0
            if !isEnd { segmentsBeyond += 1 }
        } else if !cursor.advance(toColumn: Int(segment.column)) {
            segmentsBeyond += 1
        }
        scan(to: cursor.offset)
        close(at: cursor.offset, next: segment)
        coarseness.addSegment()
        literals.segment()
        open = Open(segment: segment, start: cursor.offset)
    }

    /// Goes to the next line. Returns false if there is none.
    private mutating func endLine() -> Bool {
        guard cursor.nextLine() else { return false }
        scan(to: cursor.offset)
        coarseness.endLine()
        if open != nil, open?.lineEnd == nil { open?.lineEnd = cursor.offset }
        return true
    }

    private mutating func scan(to end: Int) {
        guard end > scanned else { return }
        let start = scanned
        scanned = end
        guard open != nil else { return coarseness.add(code: literals.scan(start..<end).code) }
        let left = Coarseness.codePerSegment - open!.codeBytes
        let mayPassLimit = open!.codeLimit == nil && end - start > left
        let before = mayPassLimit ? literals : nil
        let code = literals.scan(start..<end).code
        if var again = before, code > left { open!.codeLimit = again.scan(start..<end, limit: left).end }
        open!.codeBytes += code
        let source = Int(open!.segment.source)
        if source >= 0, !map.isNull(source) { coarseness.add(code: code) }
    }

    // MARK: Closing

    /// Ends the bytes of the open segment, if there is one, where the next begins.
    private mutating func close(at end: Int, next: Segment?) {
        guard let open, end > open.start else { return builder.append(.unattributed, to: end) }
        let source = Int(open.segment.source)
        guard source >= 0, !map.isNull(source) else { return builder.append(.noSource, to: end) }
        let last = next?.source == open.segment.source ? end : min(lastCredible(open, end), end)
        builder.append(.source(source), to: last)
        builder.append(.unattributed, to: end)
        cutBytes += end - last
    }

    /// Where the bytes of a source's last segment end.
    private func lastCredible(_ open: Open, _ end: Int) -> Int {
        let lineEnd = min(open.lineEnd ?? end, end)
        // Most runs are short, and what is left need not be looked up.
        if lineEnd == end, end - open.start <= Self.slack { return end }
        let segment = open.segment
        let remaining = map.originals.remaining(
            of: Int(segment.source), line: Int(segment.originalLine), column: Int(segment.originalColumn))
        guard let remaining else { return min(lineEnd, open.codeLimit ?? lineEnd) }
        let isCredible = lineEnd - open.start <= remaining + Self.slack
        return isCredible ? max(lineEnd, open.start + remaining) : open.start + remaining
    }
}
