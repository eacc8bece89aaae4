import JSONLexing

/// Reads the modules of Rollup's chunks, which have the text that each contributes, before minification.
struct RollupModules {
    private(set) var named: NamedModules

    init(_ modules: StatsModules = StatsModules()) { named = NamedModules(modules) }

    /// Reads `outputBundle`, which the build plugin adds to the stats: the modules of each chunk by its file name.
    mutating func readBundle(_ reader: inout StatsReader) throws(StatsFault) {
        var sources: [(file: String, source: String)] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let file = reader.text(key)
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "facadeModuleId") {
                    guard let source = try reader.string() else { return }
                    return sources.append((file, source))
                }
                guard reader.matches(key, "modules") else { return try reader.skip() }
                let parts = try self.read(&reader)
                self.setOutput(file, parts)
            }
        }
        for (file, source) in sources { setEntry(source, of: file) }
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

    mutating func setEntry(_ source: String, of file: String) { named.setEntry(source, of: file) }

    /// Reads the `modules` of one chunk, by their ids.
    mutating func read(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Part] {
        var parts: [StatsModules.Part] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            let module = self.named.module(reader.text(key))
            var (size, importers) = (Sizes(), Importers())
            _ = try reader.object { (reader, key) throws(StatsFault) in
                guard try !importers.readMember(key, &reader) else { return }
                try size.readMember(key, &reader)
            }
            self.setReasons(importers, of: module)
            self.named.update(module) { known in
                known.size = max(known.size, size.original)
                known.unusedExports = max(known.unusedExports, size.removedExports)
            }
            parts.append(StatsModules.Part(module: module, bytes: size.code ?? size.rendered))
        }
        try named.check(reader, adding: parts.count)
        return parts
    }

    /// What Rollup's `getModuleInfo()` says of a module; the bundle has it only where a plugin adds it.
    private struct Importers {
        var initial: [String] = []
        var dynamic: [String] = []

        mutating func readMember(_ key: JSONString, _ reader: inout StatsReader) throws(StatsFault) -> Bool {
            if reader.matches(key, "importers") {
                initial = try reader.strings()
            } else if reader.matches(key, "dynamicImporters") {
                dynamic = try reader.strings()
            } else {
                return false
            }
            return true
        }
    }

    /// Several chunks may have a module: what the first one says of it is kept.
    private mutating func setReasons(_ importers: Importers, of module: Int) {
        guard named.modules.all[module].reasons.isEmpty else { return }
        let initial = importers.initial.map { reason($0, "import") }
        let dynamic = importers.dynamic.map { reason($0, "import()") }
        guard !initial.isEmpty || !dynamic.isEmpty else { return }
        named.setReasons(initial + dynamic, of: module)
        named.update(module) { $0.isDynamic = initial.isEmpty }
    }

    private mutating func reason(_ importer: String, _ type: String) -> StatsModules.Reason {
        StatsModules.Reason(module: named.intern(importer), type: named.intern(type))
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
