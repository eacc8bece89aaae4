import Testing

@testable import SourceMaps

@Suite("Where a text says its map is")
struct MapCommentTests {
    private func link(_ text: String) -> MapLink? {
        let bytes = MapSample.kept(Array(text.utf8))
        return MapComment(bytes).map { MapLink($0, in: bytes) }
    }

    @Test(
        "The last comment of its kind is found",
        arguments: [
            ("x\n//# sourceMappingURL=a.map", "a.map"), ("x\n//@ sourceMappingURL=a.map\n", "a.map"),
            ("x\r\n//#  sourceMappingURL=a.map \r\n\r\n", "a.map"), ("x{}/*# sourceMappingURL=a.map */\n", "a.map"),
            ("/*@ sourceMappingURL=a.map*/", "a.map"), ("x;//# sourceMappingURL=a.map", "a.map"),
            ("//# sourceMappingURL=a.map\nx\n//# sourceMappingURL=b.map", "b.map"),
            ("//# sourceMappingURL=a.map\n//# sourceURL=x\n/* end */", "a.map"),
            ("//# sourceMappingURL=a.map\n// sourceMappingURL=no", "a.map"),
            ("//# sourceMappingURL=a%20b.map?x", "a%20b.map?x"),
        ])
    func found(text: String, url: String) { #expect(link(text) == .file(url: url)) }

    @Test(
        "What code follows, or what is in a string, is not the text's own comment",
        arguments: [
            "", "x", "sourceMappingURL=a.map", "// sourceMappingURL=a.map", "//# sourceMappingURL=a.map\nx",
            "x=\"//# sourceMappingURL=a.map\"", "x=\"/*# sourceMappingURL=a.map */\"",
            "`\n//# sourceMappingURL=a.map\n`",
            "//# sourceMappingURL=a.map b", "/*# sourceMappingURL=a.map", "//# sourceMappingURL=a.map\n/* x",
            "#sourceMappingURL=a",
        ])
    func notFound(text: String) { #expect(link(text) == nil) }

    @Test("An empty URL, and one that is too long, refer to nothing")
    func unusable() {
        #expect(link("//# sourceMappingURL=") == MapLink.none)
        #expect(link("//# sourceMappingURL=" + String(repeating: "x", count: MapLink.longest + 1)) == MapLink.none)
        #expect(link("//# sourceMappingURL=" + String(repeating: "x", count: MapLink.longest)) != MapLink.none)
    }

    @Test(
        "A data: URL is decoded",
        arguments: [
            ("data:application/json;base64,eyJhIjoxfQ==", "{\"a\":1}"),
            ("data:application/json;charset=utf-8;base64,eyJhIjoxfQ", "{\"a\":1}"),
            ("DATA:;BASE64,eyJhIjoxfQ%3D%3D", "{\"a\":1}"), ("data:;base64,Pz8_Pj4-", "???>>>"),
            ("data:application/json,%7B%22a%22:1%7D", "{\"a\":1}"), ("data:,a%2", "a%2"), ("data:,", ""),
        ])
    func inline(url: String, text: String) throws {
        let bytes = MapSample.kept(Array("x\n//# sourceMappingURL=\(url)\n".utf8))
        guard case .inline(let inline)? = MapComment(bytes).map({ MapLink($0, in: bytes) }) else {
            return #expect(Bool(false))
        }
        #expect(String(decoding: try inline.decoded(bytes), as: UTF8.self) == text)
    }

    @Test("What is not base64 is refused, and so is what is too long")
    func refused() throws {
        let decoded = { (url: String, limit: Int) throws in
            let bytes = MapSample.kept(Array("//# sourceMappingURL=\(url)".utf8))
            guard case .inline(let inline)? = MapComment(bytes).map({ MapLink($0, in: bytes) }) else { return 0 }
            return try inline.decoded(bytes, limit: limit).count
        }
        #expect(throws: SourceMapFault.dataURL) { try decoded("data:;base64,ab*d", 100) }
        #expect(throws: SourceMapFault.dataURL) { try decoded("data:;base64,abcde", 100) }
        #expect(try decoded("data:;base64,abcdabcd", 6) == 6)
        #expect(throws: SourceMapFault.tooLarge(limit: 5)) { try decoded("data:;base64,abcdabcd", 5) }
        #expect(throws: SourceMapFault.tooLarge(limit: 5)) { try decoded("data:,abcdef", 5) }
    }

    @Test("An inline map attributes the text that it is in")
    func whole() throws {
        let json = MapSample(lines: [[MapSample.Point(0, 0)]]).json.replacing("\"", with: "%22")
        let text = MapSample.kept(Array("code\n//# sourceMappingURL=data:application/json,\(json)\n".utf8))
        let comment = try #require(MapComment(text))
        guard case .inline(let inline) = MapLink(comment, in: text) else { return #expect(Bool(false)) }
        let map = try SourceMap(MapSample.kept(try inline.decoded(text)))
        let bytes = try attribute(text: text, map: map).bytes
        #expect(bytes == [.source(0): 5, .mapComment: text.count - 5])
    }
}
