import JSONLexing

/// Reads the modules of Rollup's chunks, which have the text that each contributes, before minification.
struct RollupModules {
    private(set) var named: NamedModules

    init(_ modules: StatsModules = StatsModules()) { named = NamedModules(modules) }

    /// Reads `outputBundle`, which the build plugin adds to the stats: the modules of each chunk by its file name.
    mutating func readBundle(_ reader: inout StatsReader) throws(StatsFault) {
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let file = reader.text(key)
            _ = try reader.object { (reader, key) throws(StatsFault) in
                guard reader.matches(key, "modules") else { return try reader.skip() }
                let parts = try self.read(&reader)
                self.setOutput(file, parts)
            }
        }
    }

    /// The modules, with those of each chunk.
    func modules(ofChunks chunks: [BuildStats.Chunk]) -> StatsModules {
        var named = named
        for chunk in chunks { named.addChunk(files: chunk.files ?? []) }
        return named.modules
    }

    mutating func setOutput(_ file: String, _ parts: [StatsModules.Part]) {
        named.setOutput(file, parts, isBeforeMinification: true)
    }

    /// Reads the `modules` of one chunk, by their ids.
    mutating func read(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Part] {
        var parts: [StatsModules.Part] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let module = self.named.module(reader.text(key))
            var size = Sizes()
            _ = try reader.object { (reader, key) throws(StatsFault) in try size.readMember(key, &reader) }
            self.named.update(module) { known in
                known.size = max(known.size, size.original)
                known.unusedExports = max(known.unusedExports, size.removedExports)
            }
            parts.append(StatsModules.Part(module: module, bytes: size.code ?? size.rendered))
        }
        try named.check(reader, adding: parts.count)
        return parts
    }

    private struct Sizes {
        /// UTF-8 bytes, where the text is there.
        var code: Int?
        var rendered = 0
        var original = 0
        var removedExports = 0

        mutating func readMember(_ key: JSONString, _ reader: inout StatsReader) throws(StatsFault) {
            if reader.matches(key, "code") {
                code = try reader.bytes { (bytes) throws(StatsFault) in bytes.count }
            } else if reader.matches(key, "renderedLength") {
                rendered = try reader.byteCount()
            } else if reader.matches(key, "originalLength") {
                original = try reader.byteCount()
            } else if reader.matches(key, "removedExports") {
                var count = 0
                _ = try reader.array { (reader) throws(StatsFault) in
                    count += 1
                    try reader.skip()
                }
                removedExports = count
            } else {
                try reader.skip()
            }
        }
    }
}
