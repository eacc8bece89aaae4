import Testing

@testable import SourceMaps

@Suite("What a map may get wrong")
struct GuardTests {
    private typealias Point = MapSample.Point

    /// Code on one line, a segment every ten bytes.
    private func dense(_ source: Int, from start: Int = 0, count: Int = 40) -> [Point] {
        (0..<count).map { Point(start + $0 * 10, source) }
    }

    private func code(_ bytes: Int) -> String {
        String(String(repeating: "f(x,y+1);z", count: bytes / 10 + 1).prefix(bytes))
    }

    // MARK: Runs

    @Test("A JSON module with one segment does not take the runtime after it")
    func jsonModule() throws {
        let content = "{\"a\":1,\"b\":\"text\"}"
        let module = "e.exports=JSON.parse('\(content)')"
        let sample = MapSample(
            sources: ["a.js", "data.json"], contents: [nil, content], lines: [dense(0) + [Point(400, 1)]])
        #expect(
            try sample.bytes(code(400) + module + code(600)) == [
                .source(0): 400, .source(1): content.utf8.count,
                .unattributed: module.utf8.count - content.utf8.count + 600,
            ])
    }

    @Test("A run may be a little longer than what is left of its source", arguments: [(64, 0), (65, 65)])
    func slack(more: Int, unattributed: Int) throws {
        let content = code(200)
        let sample = MapSample(contents: [content], lines: [[Point(0, 0, 0, 100)]])
        let bytes = try sample.bytes(code(100 + more))
        #expect(bytes[.unattributed, default: 0] == unattributed)
        #expect(bytes[.source(0)] == 100 + more - unattributed)
    }

    @Test("A long run between two segments of the same source is that source's")
    func sameSource() throws {
        let sample = MapSample(contents: ["short"], lines: [[Point(0, 0), Point(500, 0)]])
        #expect(try sample.bytes(code(505)) == [.source(0): 505])
    }

    @Test("Without contents, no more than 2 kB of code after a source's last segment are that source's")
    func unknownContent() throws {
        let sample = MapSample(lines: [dense(0)])
        let literal = "'" + String(repeating: "x", count: 5000) + "'"
        #expect(
            try sample.bytes(code(390) + literal + code(3000)) == [
                .source(0): 390 + 5002 + 2048, .unattributed: 3000 - 2048,
            ])
    }

    @Test("The wrapper that a bundler puts after a module is not the module's")
    func wrapper() throws {
        let content = "f();\n"
        let wrapper = "/***/ }),\n\n/***/ \"./b.js\":\n/*!***!*\\\n  !*** ./b.js ***!\n  \\***/\n/***/ ((module) => {\n"
        let sample = MapSample(
            sources: ["a.js", "b.js"], contents: [content, content],
            lines: [[Point(0, 0), Point(3, 0, 0, 3)]] + Array(repeating: [], count: 7) + [[Point(0, 1)]])
        #expect(
            try sample.bytes("f();\n" + wrapper + "f();\n") == [
                .source(0): 5, .unattributed: wrapper.utf8.count, .source(1): 5,
            ])
    }

    // MARK: Another build

    @Test("A map of another build is refused")
    func anotherBuild() throws {
        let sample = MapSample(lines: [dense(0)])
        #expect(throws: SourceMapRefusal.anotherBuild(segmentsBeyond: 20, of: 40)) { try sample.bytes(code(195)) }
        #expect(try sample.bytes(code(390)) == [.source(0): 390])
    }

    @Test("Lines beyond the end of the text are of another build")
    func linesBeyond() throws {
        let sample = MapSample(lines: [dense(0, count: 10)] + Array(repeating: [Point(0, 0)], count: 20))
        #expect(throws: SourceMapRefusal.anotherBuild(segmentsBeyond: 18, of: 30)) {
            try sample.bytes(code(100) + "\n")
        }
    }

    @Test("One segment of a hundred may be beyond its line, and a few of a small map")
    func fewBeyond() throws {
        var points = dense(0, count: 1000)
        points += (0..<10).map { Point(20_000 + $0, 0) }
        #expect(try MapSample(lines: [points]).bytes(code(10_000)) == [.source(0): 10_000])
        points.append(Point(30_000, 0))
        #expect(throws: SourceMapRefusal.self) { try MapSample(lines: [points]).bytes(code(10_000)) }
        #expect(try MapSample(lines: [dense(0, count: 20) + [Point(900, 0)]]).bytes(code(200)) == [.source(0): 200])
    }

    @Test("The end of a line is not beyond it")
    func lineEnds() throws {
        let sample = MapSample(lines: Array(repeating: [Point(0, 0), Point(3, 0)], count: 4) + [[Point(0, 0)]])
        for text in ["abc\nabc\nabc\nabc\n", "abc\r\nabc\r\nabc\r\nabc", "abc\nabc\nabc\nabc"] {
            let attribution = try attribute(text: MapSample.kept(Array(text.utf8)), map: sample.map())
            #expect(attribution.segmentsBeyond == 0)
        }
    }

    // MARK: Coarse maps

    @Test("A map with too few segments is refused")
    func coarse() throws {
        let sample = MapSample(contents: [code(9000)], lines: [[Point(0, 0), Point(4000, 0)]])
        #expect(try sample.bytes(code(4096)) == [.source(0): 4096])
        #expect(throws: SourceMapRefusal.tooCoarse(coarseBytes: 4200, of: 4200)) { try sample.bytes(code(4200)) }
    }

    @Test(
        "Long literals do not make a map coarse",
        arguments: ["'", "\"", "`"].map { $0 + String(repeating: "x", count: 9000) + $0 } + [
            "url(data:image/png;base64," + String(repeating: "x", count: 9000) + ")",
            "`${f({a:1})}" + String(repeating: "x", count: 9000) + "`",
            "'" + String(repeating: "\\'", count: 5000) + "'",
        ])
    func literals(literal: String) throws {
        let sample = MapSample(contents: [literal], lines: [[Point(0, 0)]])
        #expect(try sample.bytes(literal) == [.source(0): literal.utf8.count])
    }

    @Test("A long line in an otherwise fine text does not make its map coarse")
    func oneLongLine() throws {
        let lines = Array(repeating: dense(0, count: 10), count: 300)
        let text = Array(repeating: code(99), count: 300).joined(separator: "\n") + "\n" + code(2500)
        let sample = MapSample(contents: [code(40_000)], lines: lines + [[Point(0, 0)]])
        #expect(try sample.bytes(text) == [.source(0): text.utf8.count])
    }

    @Test("What a map says comes from no source does not make it coarse")
    func noSource() throws {
        let sample = MapSample(lines: [[Point(0, 0), Point(10)]])
        #expect(try sample.bytes(code(9000)) == [.source(0): 10, .noSource: 8990])
        let null = MapSample(sources: ["a.js", nil], lines: [[Point(0, 0), Point(10, 1)]])
        #expect(try null.bytes(code(9000)) == [.source(0): 10, .noSource: 8990])
    }

    @Test("A map without segments says nothing about a short text, and is refused for a long one")
    func withoutSegments() throws {
        #expect(try MapSample().bytes(code(500)) == [.unattributed: 500])
        #expect(throws: SourceMapRefusal.self) { try MapSample().bytes(code(5000)) }
    }
}
