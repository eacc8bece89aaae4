import SourceMaps

/// A source map: its sources, its ignored sources and its segments; or why it is refused.
enum Maps {
    private struct Answer: Encodable {
        var refusal: String?
        /// Joined with their root, not normalized.
        var sources: [String?] = []
        /// Indices of `sources`.
        var ignored: [Int] = []
        /// In the order of the generated text: line, column, source (-1 for none), line and column in it.
        var segments: [[Int32]] = []
    }

    static func print(_ path: String) throws {
        try Output.write(try Contents.withBytes(of: path, answer))
    }

    private static func answer(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        let map: SourceMap
        do throws(SourceMapFault) {
            map = try SourceMap(text)
        } catch {
            return Answer(refusal: "\(error)")
        }
        var answer = Answer()
        for index in 0..<map.sourceCount {
            let root = map.sourceRoot(index).map { $0.isEmpty ? "" : $0 + "/" } ?? ""
            answer.sources.append(map.source(index).map { root + $0 })
            if map.isIgnored(index) { answer.ignored.append(index) }
        }
        var walk = SegmentWalk(map)
        while let next = walk.segment() {
            answer.segments.append([next.line, next.column, next.source, next.originalLine, next.originalColumn])
        }
        return answer
    }
}
