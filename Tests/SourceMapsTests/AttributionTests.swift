import Testing

@testable import SourceMaps

@Suite("Attributing a text by its map")
struct AttributionTests {
    private typealias Point = MapSample.Point

    private func sample(_ lines: [Point]...) -> MapSample { MapSample(sources: ["a.js", "b.js", nil], lines: lines) }

    @Test("A segment counts until the next one; what is before the first is unattributed")
    func runs() throws {
        let sample = sample([Point(2, 0), Point(4, 1), Point(5, 1), Point(6), Point(7, 2), Point(9, 0)])
        #expect(try sample.owners("0123456789") == "..aabb---a")
    }

    @Test("A text may be empty, and so may a map")
    func empty() throws {
        #expect(try sample().owners("") == "")
        #expect(try sample().owners("abc") == "...")
        #expect(try sample([Point(0, 0)]).owners("") == "")
    }

    @Test("Lines without segments come from the source around them")
    func emptyLines() throws {
        let template = sample([Point(0, 0)], [], [], [Point(1, 0)])
        #expect(try template.owners("`\nx\n\n`;") == "aaaaaaa")
        #expect(try sample([], [], [], [Point(0, 1)]).owners("\n\n\nx") == "...b")
    }

    @Test("Lines without segments between two sources come from neither, if their contents are unknown")
    func gap() throws {
        #expect(try sample([Point(0, 0)], [], [Point(0, 1)]).owners("a\n/*x*/\nb") == "aa......b")
    }

    @Test("A template at the end of a source takes the lines that its content has left")
    func template() throws {
        var sample = sample([Point(0, 0, 0, 2)], [], [Point(0, 1)])
        sample.contents = ["x=`\nyy\n`", ""]
        #expect(try sample.owners("`\nyy\n`b") == "aaaaab" + "b")
        #expect(try sample.owners("`\nyy\nb") == "aaaaab")
    }

    @Test(
        "Columns count UTF-16 code units, bytes are UTF-8",
        arguments: [
            ("é1", 1, "aab"), ("€1", 1, "aaab"), ("😀1", 2, "aaaab"), ("\u{FEFF}xy", 1, "...ab"),
            // The second half of a surrogate pair is no place to cut.
            ("😀1", 1, "bbbbb"), ("e\u{301}1", 2, "aaab"),
        ])
    func units(text: String, column: Int, owners: String) throws {
        #expect(try sample([Point(0, 0), Point(column, 1)]).owners(text) == owners)
    }

    @Test(
        "What is not UTF-8 counts as U+FFFD, one for each maximal subpart",
        arguments: [
            ([0xFF], 1), ([0xC3], 1), ([0x80, 0x80], 2), ([0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98], 1),
            ([0xE0, 0x80], 2), ([0xED, 0xA0, 0x80], 3), ([0xF4, 0x90, 0x80, 0x80], 4), ([0xC0, 0xAF], 2),
        ] as [([UInt8], Int)])
    func malformed(bytes: [UInt8], columns: Int) throws {
        let owners = String(repeating: "a", count: bytes.count) + "b"
        #expect(try sample([Point(0, 0), Point(columns, 1)]).owners(bytes + [0x78]) == owners)
    }

    @Test(
        "Lines end where ECMAScript's do, or at LF only if the map fits that",
        arguments: [
            ("a\nb", "aab"), ("a\r\nb", "aaab"), ("a\rb", "aab"), ("a\u{2028}b", "aaaab"), ("a\u{2029}b", "aaaab"),
        ])
    func lineBreaks(text: String, owners: String) throws {
        #expect(try sample([Point(0, 0)], [Point(0, 1)]).owners(text) == owners)
    }

    @Test("A map of a generator for which only LF ends lines is understood")
    func lineFeedOnly() throws {
        let sample = sample([Point(0, 0), Point(6, 1), Point(7, 0), Point(8, 1)])
        #expect(try sample.owners("ab\rcdefgh") == "aaaaaabab")
    }

    @Test("Several sources may alternate on a line")
    func alternating() throws {
        let points = (0..<8).map { Point($0, $0 % 2) }
        #expect(try sample(points).owners("01234567") == "abababab")
    }

    @Test("Of segments at one place the last counts")
    func samePlace() throws { #expect(try sample([Point(0, 0), Point(1, 0), Point(1, 1)]).owners("xy") == "ab") }

    @Test("A column beyond the end of its line is clamped")
    func clamped() throws {
        let points = (0..<20).map { Point($0, 0) }
        let sample = sample(points + [Point(30, 1)], [Point(0, 0)])
        #expect(try sample.owners("01234567890123456789\nx") == String(repeating: "a", count: 20) + "ba")
    }

    @Test("The map's comment is its own, with what follows it")
    func comment() throws {
        let sample = sample([Point(0, 0)])
        #expect(try sample.owners("x\n//# sourceMappingURL=x.map\n") == "aa" + String(repeating: "#", count: 27))
        #expect(try sample.owners("x/*# sourceMappingURL=x.map */") == "a" + String(repeating: "#", count: 29))
        let debugID = "\n//# debugId=1"
        let comment = "//# sourceMappingURL=x.map" + debugID
        #expect(
            try sample.owners("x\n" + comment) == "aa" + String(repeating: "#", count: 27)
                + String(repeating: ".", count: 13))
    }

    @Test("Runs cover the text once, and their bytes add up")
    func covered() throws {
        let text = MapSample.kept(Array("0123456789".utf8))
        let attribution = try attribute(text: text, map: sample([Point(2, 0), Point(4, 1), Point(6)]).map())
        #expect((0..<attribution.runs.count).map { attribution.range($0) } == [0..<2, 2..<4, 4..<6, 6..<10])
        #expect(attribution.bytes == [.unattributed: 2, .source(0): 2, .source(1): 2, .noSource: 4])
    }
}
