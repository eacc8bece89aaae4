import Testing

@testable import SourceMaps

@Suite("Index maps")
struct IndexMapTests {
    private func section(_ line: Int, _ column: Int, _ source: String, _ mappings: String) -> String {
        "{\"offset\":{\"line\":\(line),\"column\":\(column)},\"map\":{\"version\":3,\"sources\":[\"\(source)\"],\"mappings\":\"\(mappings)\"}}"
    }

    private func map(_ sections: String...) throws -> SourceMap {
        try MapSample.map("{\"version\":3,\"sections\":[\(sections.joined(separator: ","))]}")
    }

    @Test("A section's offset moves its lines, and the columns of its first line")
    func offsets() throws {
        let map = try map(section(0, 0, "a.js", "AAAA"), section(1, 10, "b.js", "CAAA;CAAA"))
        #expect(map.sourceCount == 2)
        #expect(map.source(1) == "b.js")
        let positions = MapSample.segments(map).map { [$0.line, $0.column, $0.source] }
        #expect(positions == [[0, 0, 0], [1, 11, 1], [2, 1, 1]])
    }

    @Test("Two sections may share a line, and an empty one may begin where the next does")
    func sharedLine() throws {
        let map = try map(section(0, 0, "a.js", "AAAA"), section(0, 5, "b.js", ""), section(0, 5, "c.js", "AAAA"))
        #expect(MapSample.segments(map).map(\.column) == [0, 5])
    }

    @Test("Sections that overlap or are not in order are refused, and so are nested ones")
    func order() {
        #expect(throws: SourceMapFault.sectionOrder(section: 1)) {
            try map(section(0, 0, "a.js", "AAAA"), section(0, 0, "b.js", "AAAA"))
        }
        #expect(throws: SourceMapFault.sectionOrder(section: 1)) {
            try map(section(1, 0, "a.js", ""), section(0, 9, "b.js", ""))
        }
        #expect(throws: SourceMapFault.sectionOrder(section: 1)) {
            try map(section(0, 0, "a.js", "AAAA,gBAAA"), section(0, 5, "b.js", "AAAA"))
        }
        #expect(throws: SourceMapFault.nestedSections) {
            try map("{\"offset\":{\"line\":0,\"column\":0},\"map\":{\"version\":3,\"sections\":[]}}")
        }
    }

    @Test("A column before the section is refused")
    func negativeColumn() {
        #expect(throws: SourceMapFault.mapping(.generatedPosition, line: 0)) { try map(section(0, 5, "a.js", "DAAA")) }
    }
}
