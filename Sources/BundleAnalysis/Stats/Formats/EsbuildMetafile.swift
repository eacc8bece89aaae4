import JSONLexing

/// Reads a metafile as esbuild itself writes it.
struct EsbuildMetafile: StatsFormat {
    /// How many outputs to look at.
    private static let lookedAt = 20

    /// Applications have files with `inputs` and `outputs` too: outputs of esbuild have a number of bytes.
    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        guard outline.isObject("inputs"), outline.isObject("outputs"), var outputs = outline.reader(at: "outputs")
        else { return false }
        var isOutput: [Bool] = []
        _ = try outputs.object { (reader, _) throws(StatsFault) in
            guard isOutput.count < Self.lookedAt else { return try reader.skip() }
            isOutput.append(try Self.isOutput(&reader))
        }
        return !isOutput.isEmpty && isOutput.allSatisfy(\.self)
    }

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        let chunks = MetafileChunks(try EsbuildOutput.read(outline))
        var stats = chunks.stats
        guard !stats.entryPoints.isEmpty else { return .lacking(.metafileEntryPoints) }
        var modules = MetafileModules()
        try modules.read(outline, asset: chunks.name)
        stats.modules = modules.modules(ofChunks: stats.chunks)
        return .stats(stats)
    }

    private static func isOutput(_ reader: inout StatsReader) throws(StatsFault) -> Bool {
        var hasBytes = false
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "bytes") { hasBytes = reader.isAtNumber }
            try reader.skip()
        }
        return hasBytes
    }
}

/// Reads the whole result of esbuild's `build()`, which has the metafile inside.
struct EsbuildResult: StatsFormat {
    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        guard let metafile = try outline.outline("metafile") else { return false }
        return try EsbuildMetafile().recognizes(metafile)
    }

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        guard let metafile = try outline.outline("metafile") else { return .lacking(.metafileEntryPoints) }
        return try EsbuildMetafile().read(metafile)
    }
}
