import JSONLexing

/// Reads the stats of webpack and rspack, and those that the build plugins write in the same shape.
struct WebpackStats: StatsFormat {
    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        guard var assets = outline.reader(at: "assets"), assets.isAtArray else { return false }
        let hasEntryPoints = outline.has("entrypoints")
        guard hasEntryPoints ? outline.isObject("entrypoints") : outline.isArray("chunks") else { return false }
        // The list of anything may be called `assets`.
        var areObjects = true
        _ = try assets.array { (reader) throws(StatsFault) in
            areObjects = areObjects && reader.isAtObject
            try reader.skip()
        }
        return areObjects
    }

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        // `stats.chunks: false` leaves them out.
        guard outline.isArray("chunks") else { return .lacking(.chunks) }
        var stats = try Self.stats(outline)
        StatsCompletion.complete(&stats, hasEntryPoints: outline.has("entrypoints"))
        return stats.entryPoints.isEmpty ? .lacking(.entryPoints) : .stats(stats)
    }

    private static func stats(_ outline: StatsOutline) throws(StatsFault) -> BuildStats {
        var stats = BuildStats()
        stats.publicPaths = [try outline.string("publicPath")].compactMap(\.self)
        stats.outputPath = try outline.string("outputPath")
        stats.repoPath = try outline.string("repoPath")
        stats.buildPath = try outline.string("buildPath")
        stats.buildTool = try outline.string("buildTool")
        stats.htmlExclusive = try outline.boolean("htmlExclusive")
        stats.includeAuxiliary = try outline.boolean("includeAuxiliary")
        stats.strictChunkRelations = try outline.boolean("strictChunkRelations")
        if var reader = outline.reader(at: "assets") { try readAssets(&reader, into: &stats.assets) }
        var modules = ModuleReader()
        if var reader = outline.reader(at: "chunks") { stats.chunks = try chunks(&reader, &modules) }
        if var reader = outline.reader(at: "modules") { try modules.readTop(&reader) }
        stats.modules = modules.modules
        addEmittedFiles(&stats)
        try readOutputs(outline, &stats)
        if var reader = outline.reader(at: "packageVersions") { stats.packages = try PackageVersion.read(&reader) }
        if var reader = outline.reader(at: "entrypoints") { stats.entryPoints = try entryPoints(&reader) }
        if var reader = outline.reader(at: "rules") { stats.rules = try rules(&reader) }
        return stats
    }

    /// The files that modules emit are files of the chunks that they are in.
    private static func addEmittedFiles(_ stats: inout BuildStats) {
        let modules = stats.modules
        guard !modules.assets.isEmpty else { return }
        var walk = ModuleWalk(modules, room: StatsLimits.entryModules)
        for index in stats.chunks.indices {
            let files = walk.steps(throughChunks: CollectionOfOne(index)).flatMap { step in
                modules.assets[modules.all[step.module].assets].map { modules.names[$0] }
            }
            stats.chunks[index].moduleAssets = files.distinct()
        }
    }

    /// What the plugins for esbuild and Rollup add: which modules are in which output.
    private static func readOutputs(_ outline: StatsOutline, _ stats: inout BuildStats) throws(StatsFault) {
        if let metafile = try outline.outline("metafile") {
            let names = Dictionary(
                stats.assets.map { ($0.path ?? $0.name, $0.name) }, uniquingKeysWith: { first, _ in first })
            var modules = MetafileModules(stats.modules)
            try modules.read(metafile) { names[$0] ?? $0 }
            stats.modules = modules.named.modules
        }
        if var bundle = outline.reader(at: "outputBundle") {
            var modules = RollupModules(stats.modules)
            try modules.readBundle(&bundle)
            stats.modules = modules.named.modules
        }
    }

    private static func rules(_ reader: inout StatsReader) throws(StatsFault) -> [String]? {
        let rules = try reader.strings()
        return rules.isEmpty || rules.contains("default") ? nil : rules
    }

    /// A group of assets has no name, and its assets as `children`.
    private static func readAssets(
        _ reader: inout StatsReader, into assets: inout [BuildStats.Asset]
    ) throws(StatsFault) {
        _ = try reader.array { (reader) throws(StatsFault) in
            var asset = BuildStats.Asset()
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "children") {
                    try readAssets(&reader, into: &assets)
                } else {
                    try readMember(key, of: &asset, &reader)
                }
            }
            guard !asset.name.isEmpty else { return }
            assets.append(asset)
            try reader.check(assets.count, atMost: StatsLimits.assets, .assets)
        }
    }

    private static func readMember(
        _ key: JSONString, of asset: inout BuildStats.Asset, _ reader: inout StatsReader
    ) throws(StatsFault) {
        if reader.matches(key, "name") {
            asset.name = try reader.string() ?? ""
        } else if reader.matches(key, "size") {
            asset.size = try reader.byteCount()
        } else if reader.matches(key, "chunks") {
            asset.chunks = try reader.identifiers()
            asset.hasChunks = !asset.chunks.isEmpty
        } else if reader.matches(key, "path") {
            asset.path = try reader.string()
        } else if reader.matches(key, "intermediate") {
            asset.isIntermediate = try reader.boolean() ?? false
        } else {
            try reader.skip()
        }
    }

    private static func chunks(
        _ reader: inout StatsReader, _ modules: inout ModuleReader
    ) throws(StatsFault) -> [BuildStats.Chunk] {
        var chunks: [BuildStats.Chunk] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            var members: [Int32] = []
            let chunk = try chunk(&reader, &modules, &members)
            modules.addChunk(id: chunk.id, members)
            chunks.append(chunk)
            try reader.check(chunks.count, atMost: StatsLimits.chunks, .chunks)
        }
        return chunks
    }

    private static func chunk(
        _ reader: inout StatsReader, _ modules: inout ModuleReader, _ members: inout [Int32]
    ) throws(StatsFault) -> BuildStats.Chunk {
        var chunk = BuildStats.Chunk()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "id") {
                chunk.id = try reader.identifier() ?? ""
            } else if reader.matches(key, "names") {
                chunk.names = try reader.strings()
            } else if reader.matches(key, "initial") {
                chunk.isInitial = try reader.boolean() ?? false
            } else if reader.matches(key, "entry") {
                chunk.isEntry = try reader.boolean() ?? false
            } else if reader.matches(key, "files") {
                chunk.files = try reader.strings()
            } else if reader.matches(key, "auxiliaryFiles") {
                chunk.auxiliaryFiles = try reader.strings()
            } else if reader.matches(key, "children") {
                // The build plugins write what they drop as undefined.
                chunk.children = reader.isAtArray ? try reader.identifiers() : nil
                if chunk.children == nil { try reader.skip() }
            } else if reader.matches(key, "parents") {
                chunk.parents = try reader.identifiers()
            } else if reader.matches(key, "modules") {
                members = try modules.readChunk(&reader)
            } else {
                try reader.skip()
            }
        }
        return chunk
    }

    private static func entryPoints(_ reader: inout StatsReader) throws(StatsFault) -> [BuildStats.EntryPoint] {
        var entryPoints: [BuildStats.EntryPoint] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            var entryPoint = BuildStats.EntryPoint(name: reader.text(key))
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "chunks") {
                    entryPoint.chunks = try reader.identifiers()
                } else if reader.matches(key, "assets") {
                    entryPoint.assets = try assetNames(&reader)
                } else {
                    try reader.skip()
                }
            }
            entryPoints.append(entryPoint)
            try reader.check(entryPoints.count, atMost: StatsLimits.entryPoints, .entryPoints)
        }
        return entryPoints
    }

    /// Names, or from webpack 5 on objects that have one.
    private static func assetNames(_ reader: inout StatsReader) throws(StatsFault) -> [String] {
        var names: [String] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            guard reader.isAtObject else {
                if let name = try reader.string() { names.append(name) }
                return
            }
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "name") {
                    if let name = try reader.string() { names.append(name) }
                } else {
                    try reader.skip()
                }
            }
        }
        return names
    }
}
