import Foundation
import TestSupport
import Testing

/// Source maps made segment by segment, so that they can also be wrong.
struct MapSample {
    struct Segment {
        /// Counted from 0, in UTF-16 units.
        var line = 0
        var column: Int
        /// Nil for code that comes from nowhere.
        var source: Int?
        var originalLine = 0
        var originalColumn = 0
    }

    var sources: [String]
    /// Nil to leave them out.
    var contents: [String]?
    var segments: [Segment]
    var root: String?

    init(sources: [String], contents: [String]? = nil, segments: [Segment]) {
        (self.sources, self.contents, self.segments) = (sources, contents, segments)
    }

    /// A map with one segment at the first byte of each part of a text; a part is its source's whole content.
    init(_ text: String, _ parts: [(part: String, source: String)]) throws {
        let segments = try parts.enumerated().map { index, part in
            let start = try #require(text.range(of: part.part)).lowerBound
            let before = text[..<start]
            let line = before.utf8.count { $0 == UInt8(ascii: "\n") }
            let lineStart = before.utf8.lastIndex(of: UInt8(ascii: "\n")).map(text.utf8.index(after:))
            return Segment(
                line: line, column: text[(lineStart ?? text.startIndex)..<start].utf16.count, source: index)
        }
        self.init(sources: parts.map(\.source), contents: parts.map(\.part), segments: segments)
    }

    var json: String {
        let contents = contents.map { #""sourcesContent":[\#($0.map(Self.quoted).joined(separator: ","))],"# } ?? ""
        let root = root.map { #""sourceRoot":\#(Self.quoted($0)),"# } ?? ""
        return """
            {"version":3,"sources":[\(sources.map(Self.quoted).joined(separator: ","))],\(contents)\(root)"names":[],\
            "mappings":"\(mappings)"}
            """
    }

    private var mappings: String {
        var (line, column, source, originalLine, originalColumn) = (0, 0, 0, 0, 0)
        var text = ""
        for segment in segments.sorted(by: { ($0.line, $0.column) < ($1.line, $1.column) }) {
            if segment.line > line {
                text += String(repeating: ";", count: segment.line - line)
                (line, column) = (segment.line, 0)
            } else if !text.isEmpty {
                text += ","
            }
            text += Base64VLQ.encode(segment.column - column)
            column = segment.column
            guard let found = segment.source else { continue }
            let fields = [
                found - source, segment.originalLine - originalLine, segment.originalColumn - originalColumn,
            ]
            text += fields.map(Base64VLQ.encode).joined()
            (source, originalLine, originalColumn) = (found, segment.originalLine, segment.originalColumn)
        }
        return text
    }

    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
