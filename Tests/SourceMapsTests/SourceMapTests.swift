import JSONLexing
import Testing

@testable import SourceMaps

@Suite("Reading source maps")
struct SourceMapTests {
    private func fault(_ json: String) -> SourceMapFault? {
        do throws(SourceMapFault) {
            _ = try SourceMap(MapSample.kept(Array(json.utf8)))
            return nil
        } catch {
            return error
        }
    }

    private func regular(_ mappings: String, more: String = "") -> String {
        "{\"version\":3,\"sources\":[\"a.js\",\"b.js\"],\"names\":[\"n\"],\"mappings\":\"\(mappings)\"\(more)}"
    }

    @Test(
        "A map may have any members in any order",
        arguments: [
            #"{"version":3,"sources":[],"mappings":""}"#,
            #"{"mappings":"AAAA","names":[],"sources":["a.js"],"version":3.0}"#,
            #"{"version":3,"sources":[null],"sourcesContent":[null,"more"],"mappings":"AAAA"}"#,
            #"{"version":3,"file":null,"sourceRoot":null,"sourcesContent":null,"names":null,"ignoreList":null,"sources":[],"mappings":""}"#,
            #"{"version":2,"version":3,"sources":[],"mappings":"","x":{"y":[1,{"z":[]}]}}"#,
            "\u{FEFF}{\"version\":3,\"sources\":[],\"mappings\":\"\"}",
            ")]}'\n{\"version\":3,\"sources\":[],\"mappings\":\"\"}",
            ")]}'while(1);\r\n{\"version\":3,\"sources\":[],\"mappings\":\"\"}\n",
            #"{"version":3,"sections":[]}"#,
        ])
    func taken(json: String) { #expect(fault(json) == nil) }

    @Test(
        "A map is refused for what is wrong with it",
        arguments: [
            ("[]", SourceMapFault.notAnObject),
            (#"{"version":"3","sources":[],"mappings":""}"#, .version),
            (#"{"version":2,"sources":[],"mappings":""}"#, .version),
            (#"{"sources":[],"mappings":""}"#, .missing(.version)),
            (#"{"version":3,"mappings":""}"#, .missing(.sources)),
            (#"{"version":3,"sources":[]}"#, .missing(.mappings)),
            (#"{"version":3,"sources":[],"mappings":5}"#, .wrongType(.mappings, offset: 37)),
            (#"{"version":3,"sources":[1],"mappings":""}"#, .wrongType(.sources, offset: 24)),
            (#"{"version":3,"sources":{},"mappings":""}"#, .wrongType(.sources, offset: 23)),
            (#"{"version":3,"sources":[],"mappings":"","names":[null]}"#, .wrongType(.names, offset: 49)),
            (#"{"version":3,"sources":[],"mappings":"","file":1}"#, .wrongType(.file, offset: 47)),
            (#"{"version":3,"sources":[],"mappings":"","ignoreList":[0]}"#, .ignoreListIndex(offset: 54)),
            (#"{"version":3,"sources":["a"],"mappings":"","ignoreList":[0.5]}"#, .ignoreListIndex(offset: 57)),
            (#"{"version":3,"sections":[],"mappings":""}"#, .mappingsBesideSections),
            (#"{"version":3,"sections":[{"map":{}}]}"#, .missing(.offset)),
            (#"{"version":3,"sections":[{"offset":{"line":0},"map":{}}]}"#, .missing(.column)),
        ])
    func refused(json: String, expected: SourceMapFault) { #expect(fault(json) == expected) }

    @Test(
        "Text that is not JSON is refused",
        arguments: [
            "", "{", #"{"version":3,"sources":[],"mappings":""}x"#, #"{"a":[1,]}"#, #"{"a":tru}"#, #"{"a" 1}"#, "{,}",
        ])
    func json(text: String) {
        guard case .json = fault(text) else { return #expect(Bool(false), "\(String(describing: fault(text)))") }
    }

    @Test("Values that are skipped may be nested only so deep")
    func depth() {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(fault(regular("", more: ",\"x\":" + nested(MapReader.depthLimit))) == nil)
        guard case .json(let fault)? = fault(regular("", more: ",\"x\":" + nested(MapReader.depthLimit + 1))) else {
            return #expect(Bool(false))
        }
        #expect(fault.kind == .tooDeep(limit: MapReader.depthLimit))
    }

    @Test(
        "Mappings are refused where ECMA-426 does not allow them",
        arguments: [
            ("A$", MappingFault.character, 0), (";;A=", .character, 2), ("AAAA.AAAA", .character, 0),
            ("g", .unfinishedNumber, 0), ("g,A", .unfinishedNumber, 0), ("ggggggE", .numberTooLarge, 0),
            (",", .fieldCount, 0), ("A,", .fieldCount, 0), ("A,;", .fieldCount, 0), ("AA", .fieldCount, 0),
            ("AAA", .fieldCount, 0), ("AAAAAA", .fieldCount, 0), ("F", .generatedPosition, 0),
            ("C,F", .generatedPosition, 0), ("+/////D,C", .generatedPosition, 0), ("B", .generatedPosition, 0),
            ("AEAA", .source, 0), ("AFAA", .source, 0), ("AAFA", .originalPosition, 0), ("AAAF", .originalPosition, 0),
            ("AAAAC", .name, 0), ("AAAAF", .name, 0),
        ])
    func mappings(text: String, expected: MappingFault, line: Int) {
        #expect(fault(regular(text)) == .mapping(expected, line: line))
    }

    @Test("Fields are relative to the previous one, the column to its line")
    func decoding() throws {
        let segments = MapSample.segments(try MapSample.map(regular("C,EAAA,GCCCA;;+/////DADC")))
        #expect(
            segments == [
                Segment(line: 0, column: 1, source: -1, originalLine: 0, originalColumn: 0),
                Segment(line: 0, column: 3, source: 0, originalLine: 0, originalColumn: 0),
                Segment(line: 0, column: 6, source: 1, originalLine: 1, originalColumn: 1),
                Segment(line: 2, column: .max, source: 1, originalLine: 0, originalColumn: 2),
            ])
    }

    @Test("Zeros at the end of a number are allowed, whatever their count")
    func longNumbers() throws {
        let map = try MapSample.map(regular("i" + String(repeating: "g", count: 500) + "A"))
        #expect(MapSample.segments(map).map(\.column) == [1])
    }

    @Test("Segments come in the order of the text, though a line may have them in any order")
    func order() throws {
        let map = try MapSample.map(regular(";eAAA,bCAA,EDAA;A"))
        #expect(!map.isSorted)
        #expect(
            MapSample.segments(map).map { [$0.line, $0.column, $0.source] } == [
                [1, 2, 1], [1, 4, 0], [1, 15, 0], [2, 0, -1],
            ])
    }

    @Test("A map that must be sorted has a limit, one that is sorted has none")
    func unsortedLimit() {
        let segments = { (first: String, count: Int) in first + String(repeating: ",A", count: count - 2) }
        let limit = SourceMap.unsortedSegmentLimit
        #expect(fault(regular(segments("E,D", limit))) == nil)
        #expect(fault(regular(segments("E,D", limit + 1))) == .tooMany(.mappings, limit: limit))
        #expect(fault(regular(segments("E,A", limit + 1))) == nil)
    }

    @Test("More sources than the limit are refused")
    func sourceLimit() {
        let sources = { (count: Int) in
            "{\"version\":3,\"mappings\":\"\",\"sources\":[null" + String(repeating: ",null", count: count - 1) + "]}"
        }
        #expect(fault(sources(SourceMap.sourceLimit)) == nil)
        #expect(fault(sources(SourceMap.sourceLimit + 1)) == .tooMany(.sources, limit: SourceMap.sourceLimit))
    }

    @Test("Escapes in keys and in mappings are decoded")
    func escapes() throws {
        let json = #"{"\u0076ersion":3,"sources":["\u0061\/b.js"],"mappings":"AAAA\u002c+\/C;A"}"#
        let map = try MapSample.map(json)
        #expect(map.source(0) == "a/b.js")
        #expect(MapSample.segments(map).map(\.column) == [0, 1535, 0])
    }

    @Test("The ignore list names sources of its own section")
    func ignoreList() throws {
        let map = try MapSample.map(regular("", more: ",\"ignoreList\":[1]"))
        #expect((0..<2).map { map.isIgnored($0) } == [false, true])
    }

    @Test(
        "Contents are measured, not kept",
        arguments: [
            ("", 0), ("abc", 3), (#"a\nb"#, 3), (#"\"\\\/"#, 3), ("é€😀", 9), (#"\u00e9\u20ac\ud83d\ude00"#, 9),
            (#"\ud83d"#, 3), (#"\u000a"#, 1),
        ])
    func contents(written: String, bytes: Int) throws {
        let map = try MapSample.map(regular("", more: ",\"sourcesContent\":[\"\(written)\"]"))
        #expect(map.contentBytes(0) == bytes)
        #expect(map.contentBytes(1) == nil)
    }

    @Test("What is left of a content is known for each line, whatever ends it")
    func remaining() throws {
        let map = try MapSample.map(regular("", more: ",\"sourcesContent\":[\"ab\\ncd\\r\\nef\\rgh\\n\"]"))
        let remaining = (0..<6).map { map.originals.remaining(of: 0, line: $0, column: 1) }
        #expect(remaining == [12, 9, 5, 2, 0, nil])
        #expect(map.originals.remaining(of: 0, line: 0, column: 1000) == 10)
    }
}
