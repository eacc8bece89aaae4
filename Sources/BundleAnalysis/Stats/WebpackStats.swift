/// Reads the stats of webpack and rspack, and those that the build plugins write in the same shape.
struct WebpackStats {
    private let outline: StatsOutline

    init(_ outline: StatsOutline) { self.outline = outline }

    func read() throws(StatsFault) -> BuildStats {
        var stats = BuildStats()
        stats.publicPath = try outline.string(.publicPath) ?? ""
        stats.repoPath = try outline.string(.repoPath)
        stats.buildPath = try outline.string(.buildPath)
        stats.buildTool = try outline.string(.buildTool)
        stats.htmlExclusive = try outline.boolean(.htmlExclusive)
        stats.includeAuxiliary = try outline.boolean(.includeAuxiliary)
        stats.strictChunkRelations = try outline.boolean(.strictChunkRelations)
        stats.assets = try assets()
        stats.chunks = try chunks()
        stats.entryPoints = try entryPoints()
        stats.rules = try rules()
        return stats
    }

    /// Whether there are chunks at all: `stats.chunks: false` leaves them out.
    var hasChunks: Bool { outline.reader(at: .chunks)?.isAtArray == true }

    private func rules() throws(StatsFault) -> [String]? {
        guard var reader = outline.reader(at: .rules), reader.isAtArray else { return nil }
        let rules = try Self.strings(&reader)
        return rules.isEmpty || rules.contains("default") ? nil : rules
    }

    private func assets() throws(StatsFault) -> [BuildStats.Asset] {
        guard var reader = outline.reader(at: .assets) else { return [] }
        var assets: [BuildStats.Asset] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            let asset = try Self.asset(&reader)
            guard !asset.name.isEmpty else { return }
            assets.append(asset)
            try Self.check(assets.count, atMost: StatsLimits.assets, .assets, reader)
        }
        return assets
    }

    private static func asset(_ reader: inout StatsReader) throws(StatsFault) -> BuildStats.Asset {
        var asset = BuildStats.Asset()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "name") {
                asset.name = try reader.string() ?? ""
            } else if reader.matches(key, "size") {
                asset.size = Self.size(try reader.number())
            } else if reader.matches(key, "chunks") {
                asset.hasChunks = !(try identifiers(&reader).isEmpty)
            } else if reader.matches(key, "path") {
                asset.path = try reader.string()
            } else if reader.matches(key, "intermediate") {
                asset.isIntermediate = try reader.boolean() ?? false
            } else {
                try reader.skip()
            }
        }
        return asset
    }

    /// A byte count small enough that sums cannot overflow.
    static func size(_ number: Double?) -> Int {
        guard let number, number > 0 else { return 0 }
        return Int(min(number, Double(StatsLimits.assetBytes)))
    }

    private func chunks() throws(StatsFault) -> [BuildStats.Chunk] {
        guard var reader = outline.reader(at: .chunks) else { return [] }
        var chunks: [BuildStats.Chunk] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            chunks.append(try Self.chunk(&reader))
            try Self.check(chunks.count, atMost: StatsLimits.chunks, .chunks, reader)
        }
        return chunks
    }

    private static func chunk(_ reader: inout StatsReader) throws(StatsFault) -> BuildStats.Chunk {
        var chunk = BuildStats.Chunk()
        _ = try reader.object { (reader, key) throws(StatsFault) in
            if reader.matches(key, "id") {
                chunk.id = try reader.identifier() ?? ""
            } else if reader.matches(key, "initial") {
                chunk.isInitial = try reader.boolean() ?? false
            } else if reader.matches(key, "entry") {
                chunk.isEntry = try reader.boolean() ?? false
            } else if reader.matches(key, "files") {
                chunk.files = try strings(&reader)
            } else if reader.matches(key, "auxiliaryFiles") {
                chunk.auxiliaryFiles = try strings(&reader)
            } else if reader.matches(key, "children") {
                chunk.children = try identifiers(&reader)
            } else if reader.matches(key, "modules") {
                try moduleAssets(&reader, into: &chunk.moduleAssets)
            } else {
                try reader.skip()
            }
        }
        return chunk
    }

    /// Reads only the assets that modules emit; a concatenated module contains other modules.
    private static func moduleAssets(_ reader: inout StatsReader, into assets: inout [String]) throws(StatsFault) {
        _ = try reader.array { (reader) throws(StatsFault) in
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "assets") {
                    assets.append(contentsOf: try strings(&reader))
                } else if reader.matches(key, "modules") {
                    try moduleAssets(&reader, into: &assets)
                } else {
                    try reader.skip()
                }
            }
        }
    }

    private func entryPoints() throws(StatsFault) -> [BuildStats.EntryPoint] {
        guard var reader = outline.reader(at: .entrypoints) else { return [] }
        var entryPoints: [BuildStats.EntryPoint] = []
        _ = try reader.object { (reader, key) throws(StatsFault) in
            var entryPoint = BuildStats.EntryPoint(name: reader.text(key))
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "chunks") {
                    entryPoint.chunks = try Self.identifiers(&reader)
                } else {
                    try reader.skip()
                }
            }
            entryPoints.append(entryPoint)
            try Self.check(entryPoints.count, atMost: StatsLimits.entryPoints, .entryPoints, reader)
        }
        return entryPoints
    }

    private static func strings(_ reader: inout StatsReader) throws(StatsFault) -> [String] {
        var strings: [String] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            if let string = try reader.string() { strings.append(string) }
        }
        return strings
    }

    private static func identifiers(_ reader: inout StatsReader) throws(StatsFault) -> [String] {
        var identifiers: [String] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            if let identifier = try reader.identifier() { identifiers.append(identifier) }
        }
        return identifiers
    }

    private static func check(
        _ count: Int, atMost limit: Int, _ items: StatsItem, _ reader: StatsReader
    ) throws(StatsFault) {
        guard count > limit else { return }
        throw StatsFault(offset: reader.position, defect: .tooMany(items: items, limit: limit))
    }
}
