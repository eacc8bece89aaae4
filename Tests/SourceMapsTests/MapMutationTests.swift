import TestSupport
import Testing

@testable import SourceMaps

@Suite("Mutated source maps")
struct MapMutationTests {
    private typealias Point = MapSample.Point

    private static let text =
        "f(`a\n${x}`);é😀\r\ng('b')\u{2028}\nh();\n//# sourceMappingURL=data:application/json;base64,e30=\n"

    private static let sample = MapSample(
        sources: ["webpack://n/./a.js", "\\0b", nil], contents: ["f(`a\n${x}`)", nil, "x"],
        lines: [
            [Point(0, 0), Point(2, 0, 0, 2)], [Point(1, 1), Point(6), Point(8, 2)], [Point(0, 0), Point(2, 1)], [],
            [Point(0, 0)],
        ])

    private static let index =
        "{\"version\":3,\"sections\":[{\"offset\":{\"line\":0,\"column\":2},\"map\":\(sample.json)},"
        + "{\"offset\":{\"line\":9,\"column\":0},\"map\":\(sample.json)}]}"

    @Test("Mutations of maps and texts never crash, and runs cover the text once", arguments: [sample.json, index])
    func mutations(json: String) {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            var (text, map) = (Array(Self.text.utf8), Array(json.utf8))
            if Bool.random(using: &random) { random.mutate(&text, alphabet: Array("`'\"\n\r{}$/*😀".utf8)) }
            random.mutate(&map, alphabet: Array("\"{}[],:;ACgz/09".utf8))
            text.withUnsafeBufferPointer { text in map.withUnsafeBufferPointer { Self.run(text, $0) } }
        }
    }

    private static func run(_ text: UnsafeBufferPointer<UInt8>, _ json: UnsafeBufferPointer<UInt8>) {
        guard let map = try? SourceMap(json) else { return }
        for index in 0..<map.sourceCount { _ = map.name(index) }
        if let comment = MapComment(text), case .inline(let inline) = MapLink(comment, in: text) {
            _ = try? inline.decoded(text)
        }
        guard let attribution = try? attribute(text: text, map: map) else { return }
        var end = 0
        attribution.forEach { range, _ in
            if range.lowerBound != end || range.isEmpty { Issue.record() }
            end = range.upperBound
        }
        if end != text.count { Issue.record() }
    }
}
