import TestSupport

@testable import SourceMaps

/// A source map, and texts that outlive what reads them: those of tests are small, and never freed.
struct MapSample {
    /// A segment: its column, and where it comes from.
    struct Point {
        var column: Int
        var origin: (source: Int, line: Int, column: Int)?

        init(_ column: Int, _ source: Int? = nil, _ originalLine: Int = 0, _ originalColumn: Int = 0) {
            self.column = column
            origin = source.map { ($0, originalLine, originalColumn) }
        }
    }

    var sources: [String?] = ["a.js"]
    /// Without any, there is no `sourcesContent`.
    var contents: [String?] = []
    /// The segments of each generated line.
    var lines: [[Point]] = []

    var json: String {
        let quote = { (text: String?) in
            text.map {
                "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
            } ?? "null"
        }
        let list = { (texts: [String?]) in "[" + texts.map(quote).joined(separator: ",") + "]" }
        let content = contents.isEmpty ? "" : "\"sourcesContent\":\(list(contents)),"
        return "{\"version\":3,\"sources\":\(list(sources)),\(content)\"names\":[],\"mappings\":\"\(mappings)\"}"
    }

    var mappings: String {
        var last = (source: 0, line: 0, column: 0)
        return lines.map { line in
            var column = 0
            return line.map { point in
                var text = Base64VLQ.encode(point.column - column)
                column = point.column
                guard let origin = point.origin else { return text }
                text += Base64VLQ.encode(origin.source - last.source) + Base64VLQ.encode(origin.line - last.line)
                text += Base64VLQ.encode(origin.column - last.column)
                last = origin
                return text
            }.joined(separator: ",")
        }.joined(separator: ";")
    }

    func map() throws -> SourceMap { try Self.map(json) }

    static func map(_ json: String) throws -> SourceMap { try SourceMap(kept(Array(json.utf8))) }

    /// What became of the text: a letter for each byte. Sources are `a`, `b`, …; `-` is no source, `.` unattributed, `#`
    /// the map's comment.
    func owners(_ text: String) throws -> String { try owners(Array(text.utf8)) }

    func owners(_ bytes: [UInt8]) throws -> String {
        var letters: [UInt8] = []
        try attribute(text: Self.kept(bytes), map: map()).forEach { range, owner in
            let letter =
                switch owner {
                case .source(let index): UInt8(ascii: "a") + UInt8(index)
                case .noSource: UInt8(ascii: "-")
                case .unattributed: UInt8(ascii: ".")
                case .mapComment: UInt8(ascii: "#")
                }
            letters += Array(repeating: letter, count: range.count)
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The bytes of each owner, for long texts.
    func bytes(_ text: String) throws -> [Attribution.Owner: Int] {
        try attribute(text: Self.kept(Array(text.utf8)), map: map()).bytes
    }

    static func kept(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        return UnsafeBufferPointer(copy)
    }

    static func segments(_ map: SourceMap) -> [Segment] {
        var walk = SegmentWalk(map)
        var segments: [Segment] = []
        while let segment = walk.segment() { segments.append(segment) }
        return segments
    }
}
