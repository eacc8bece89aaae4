import Foundation
import SourceMaps

/// One source map of about 10 MB, and its text, from bytes in memory to the runs of its sources.
struct SourceMapOnce {
    private static let sources = 2000
    private static let segmentsOfSource = 500

    func run() throws {
        let (text, map) = Self.generated()
        let start = Monotonic.now()
        let runs = try text.withUnsafeBufferPointer { text in
            try map.withUnsafeBufferPointer { map in
                try attribute(text: text, map: try SourceMap(map)).runs.count
            }
        }
        var figures = Figures()
        figures.add("seconds", Double(Monotonic.now() - start) / 1e9)
        figures.add("mapBytes", Double(map.count))
        figures.add("runs", Double(runs))
        figures.print()
    }

    /// A minified script on one line: 5 bytes for each segment.
    private static func generated() -> (text: [UInt8], map: [UInt8]) {
        var mappings: [UInt8] = []
        for source in 0..<sources {
            for segment in 0..<segmentsOfSource {
                // Five columns on; the next source at its first line, or the next line of the same one.
                let isFirst = segment == 0
                let isStart = source == 0 && isFirst
                mappings += Array((isStart ? "AAAA" : isFirst ? "KCnfA" : "KACA").utf8)
                mappings.append(UInt8(ascii: ","))
            }
        }
        mappings.removeLast()
        let content = String(repeating: "a(b);\\n", count: segmentsOfSource)
        let names = (0..<sources).map { "\"src/module-\($0).js\"" }.joined(separator: ",")
        let contents = [String](repeating: "\"\(content)\"", count: sources).joined(separator: ",")
        let head = #"{"version":3,"names":[],"sources":[\#(names)],"sourcesContent":[\#(contents)],"mappings":""#
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: sources * segmentsOfSource * 5)
        return (text, Array(head.utf8) + mappings + Array("\"}".utf8))
    }
}
