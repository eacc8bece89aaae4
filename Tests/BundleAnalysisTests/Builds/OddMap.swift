import Foundation
import Testing

@testable import BundleAnalysis

/// A script or a style sheet without stats, its map, and what is found.
struct OddMap: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The name of the asset.
    var asset = "app.js"
    let text: String
    /// With their paths.
    var maps: [(path: String, text: String)] = []
    /// Raw bytes by the path in the content tree; what is missing is ``rest``'s.
    var leaves: [String: Int] = [:]
    var rest: String?
    /// Why the map is not used.
    var defect: MapDefect?

    private init(_ name: String, _ text: String, _ maps: [(String, String)] = []) {
        (testDescription, self.text, self.maps) = (name, text, maps)
    }

    /// How many bytes of the text are the comment that names the map or contains it.
    var comment: Int {
        let start = text.range(of: "//# ") ?? text.range(of: "/*# ")
        return start.map { text.utf8.distance(from: $0.lowerBound, to: text.endIndex) } ?? 0
    }

    var build: SampleBuild { SampleBuild(testDescription, [(asset, text)] + maps) }

    var expected: [String: Int] {
        guard let rest else { return leaves }
        return leaves.merging([rest: text.utf8.count - leaves.values.reduce(0, +)]) { first, _ in first }
    }

    private func finding(_ leaves: [String: Int], rest: String? = nil) -> OddMap {
        var map = self
        (map.leaves, map.rest) = (leaves, rest)
        return map
    }

    private func refused(_ defect: MapDefect) -> OddMap {
        var map = finding([:], rest: "(unattributed)")
        map.defect = defect
        return map
    }

    private func named(_ asset: String) -> OddMap {
        var map = self
        map.asset = asset
        return map
    }

    // MARK: Texts

    private static let own = "console.log(greet(1));"
    private static let library = "function greet(n){return words[n]}"
    private static let script = own + library
    private static let lengths = [
        "src/app.js": own.utf8.count, "node_modules/@tiny/greet/index.js": library.utf8.count,
    ]
    private static let words = "var words=[" + (0..<200).map { "\"word number \($0)\"" }.joined(separator: ",") + "];"
    private static let style = "a{color:red}"

    private static func map(_ text: String) throws -> MapSample {
        try MapSample(text, [(own, "../src/app.js"), (library, "../node_modules/@tiny/greet/index.js")])
    }

    private static func comment(_ url: String) -> String { "\n//# sourceMappingURL=\(url)\n" }

    private static func inline(_ json: String) -> String {
        "data:application/json;charset=utf-8;base64," + Data(json.utf8).base64EncodedString()
    }

    // MARK: Maps

    /// esbuild maps nothing in a JSON module, so that the module before it seems to reach to the one after it.
    private static func unmapped() throws -> OddMap {
        let text = own + words + library
        return OddMap("unmapped code behind a module", text, [("app.js.map", try map(text).json)])
            .finding(lengths, rest: "(unattributed)")
    }

    private static func otherBuild() throws -> OddMap {
        let other = words + own + words + library
        return OddMap("another build's", script, [("app.js.map", try map(other).json)]).refused(.otherBuild)
    }

    /// As generators write that know lines only, of a script that was minified afterward.
    private static func lines() -> OddMap {
        let line = "f(" + (0..<600).map { "a\($0)" }.joined(separator: "+") + ");\n"
        var map = MapSample(sources: ["src/app.js"], segments: (0..<3).map { .init(line: $0, column: 0, source: 0) })
        map.segments[2].originalLine = 7
        return OddMap("one segment for each line, and long lines", line + line + line, [("app.js.map", map.json)])
            .refused(.tooCoarse)
    }

    private static func shortLines() -> OddMap {
        let text = (0..<40).map { "call(\($0));\n" }.joined()
        let segments = (0..<40).map { MapSample.Segment(line: $0, column: 0, source: $0 / 30, originalLine: $0 % 30) }
        let map = MapSample(sources: ["src/a.js", "src/b.js"], segments: segments)
        let first = (0..<30).map { "call(\($0));\n".utf8.count }.reduce(0, +)
        return OddMap("one segment for each line, and short lines", text, [("app.js.map", map.json)])
            .finding(["src/a.js": first], rest: "src/b.js")
    }

    /// A column counts an emoji as two.
    private static func emoji() throws -> OddMap {
        let hello = "say(\"👩‍🚀 é\");"
        let text = hello + library
        let map = try MapSample(text, [(hello, "src/app.js"), (library, "src/greet.js")])
        return OddMap("an emoji before a mapping", text, [("app.js.map", map.json)])
            .finding(["src/app.js": hello.utf8.count, "src/greet.js": library.utf8.count])
    }

    private static func inlineScript() throws -> OddMap {
        OddMap("an inline map in a script", script + comment(inline(try map(script).json)))
            .finding(
                lengths.merging(["node_modules/@tiny/greet/index.js": library.utf8.count + 1]) { $1 },
                rest: "(map comment)")
    }

    private static func inlineStyle() throws -> OddMap {
        let json = try MapSample(style, [(style, "src/app.css")]).json
        let encoded = json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return OddMap(
            "an inline map in a style sheet", "\(style)/*# sourceMappingURL=data:application/json,\(encoded) */"
        )
        .finding(["src/app.css": style.utf8.count], rest: "(map comment)").named("app.css")
    }

    private static func index() throws -> OddMap {
        let (first, second) = (
            try MapSample(own, [(own, "../src/app.js")]), try MapSample(library, [(library, "x.js")])
        )
        let sections = """
            {"version":3,"sections":[{"offset":{"line":0,"column":0},"map":\(first.json)},
             {"offset":{"line":0,"column":\(own.utf16.count)},"map":\(second.json)}]}
            """
        return OddMap("an index map", script, [("app.js.map", sections)])
            .finding(["src/app.js": own.utf8.count, "x.js": library.utf8.count])
    }

    /// The comment counts, not the map beside the script.
    private static func otherFolder() throws -> OddMap {
        let text = script + comment("../maps/my%20app.map?v=1")
        let maps = [("maps/my app.map", try map(script).json), ("js/app.js.map", "{}")]
        return OddMap("a map that the comment names, in another folder", text, maps)
            .finding(
                lengths.merging(["node_modules/@tiny/greet/index.js": library.utf8.count + 1]) { $1 },
                rest: "(map comment)"
            ).named("js/app.js")
    }

    private static func damaged() throws -> [OddMap] {
        let json = try map(script).json
        let texts = [
            String(json.dropLast(30)), json.replacing(#""mappings":""#, with: #""mappings":"!"#),
            json.replacing(#""version":3"#, with: #""version":2"#), "", "404: Not Found",
        ]
        return texts.enumerated().map { index, text in
            OddMap("a damaged map, \(index)", script, [("app.js.map", text)]).refused(.unreadable)
        } + [OddMap("a damaged inline map", script + comment("data:application/json;base64,?")).refused(.unreadable)]
    }

    static let all: [OddMap] = {
        do {
            return [
                try unmapped(), try otherBuild(), lines(), shortLines(), try emoji(), try inlineScript(),
                try inlineStyle(), try index(), try otherFolder(),
            ] + (try damaged())
        } catch { fatalError("\(error)") }
    }()
}
