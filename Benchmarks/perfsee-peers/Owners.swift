import SourceMaps

/// Which bytes of a text are which source's, by the map `FILE.map` beside it; or why the map is refused.
enum Owners {
    private struct Answer: Encodable {
        var refusal: String?
        /// By the index of a source in the map, or by what else the bytes are.
        var bytes: [String: Int] = [:]
    }

    static func print(_ path: String) throws {
        let answer = try Contents.withBytes(of: path) { text in
            try Contents.withBytes(of: path + ".map") { map in
                do {
                    return Answer(bytes: named(try attribute(text: text, map: try SourceMap(map)).bytes))
                } catch {
                    return Answer(refusal: "\(error)")
                }
            }
        }
        try Output.write(answer)
    }

    private static func named(_ bytes: [Attribution.Owner: Int]) -> [String: Int] {
        var named: [String: Int] = [:]
        for (owner, count) in bytes {
            let name = if case .source(let index) = owner { String(index) } else { "\(owner)" }
            named[name] = count
        }
        return named
    }
}
