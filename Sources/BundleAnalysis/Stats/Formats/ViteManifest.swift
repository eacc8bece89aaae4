import JSONLexing

/// Reads Vite's `.vite/manifest.json`: for each source file that matters to a server, the file that was made of it.
struct ViteManifest: StatsFormat {
    /// How many members to look at.
    private static let lookedAt = 20

    func recognizes(_ outline: StatsOutline) throws(StatsFault) -> Bool {
        var reader = outline.reader
        var isItem: [Bool] = []
        var isEntry = false
        _ = try reader.object { (reader, _) throws(StatsFault) in
            guard isItem.count < Self.lookedAt, reader.isAtObject else { return try reader.skip() }
            var hasFile = false
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "file") {
                    hasFile = try reader.string() != nil
                } else {
                    let marks: [StaticString] = ["isEntry", "isDynamicEntry", "src", "imports", "css"]
                    isEntry = isEntry || marks.contains { reader.matches(key, $0) }
                    try reader.skip()
                }
            }
            isItem.append(hasFile)
        }
        return isEntry && isItem.allSatisfy(\.self)
    }

    func read(_ outline: StatsOutline) throws(StatsFault) -> StatsReading {
        var items: [ViteManifestItem] = []
        var reader = outline.reader
        _ = try reader.object { (reader, key) throws(StatsFault) in
            var item = try ViteManifestItem.read(&reader)
            item.key = reader.text(key)
            guard !item.file.isEmpty else { return }
            items.append(item)
            try reader.check(items.count, atMost: StatsLimits.assets, .outputs)
        }
        var stats = RollupChunks(Self.outputs(items)).stats
        stats.isManifest = true
        stats.buildTool = "vite"
        // Every file of a manifest is listed for its name alone: how large it is shows the file itself.
        for index in stats.assets.indices { stats.assets[index].isUnlisted = true }
        stats.notes = []
        return stats.entryPoints.isEmpty ? .lacking(.entryPoints) : .stats(stats)
    }

    /// Imports are keys of the manifest; style sheets and assets are files.
    private static func outputs(_ items: [ViteManifestItem]) -> [RollupOutput] {
        let files = Dictionary(items.map { ($0.key, $0.file) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        return items.filter { seen.insert($0.file).inserted }.map { item in
            var output = RollupOutput(fileName: item.file, isChunk: AssetType(name: item.file) == .js || item.isEntry)
            output.name = HashedName.plain(MemberPath.basename(of: item.src ?? item.file))
            output.isEntry = item.isEntry
            output.isDynamicEntry = item.isDynamicEntry
            output.imports = item.imports.compactMap { files[$0] }
            output.dynamicImports = item.dynamicImports.compactMap { files[$0] }
            output.referenced = item.css + item.assets
            return output
        }
    }
}

/// A member of Vite's manifest.
struct ViteManifestItem: Equatable {
    var key = ""
    var file = ""
    var src: String?
    var isEntry = false
    var isDynamicEntry = false
    var imports: [String] = []
    var dynamicImports: [String] = []
    var css: [String] = []
    var assets: [String] = []

    static func read(_ reader: inout StatsReader) throws(StatsFault) -> ViteManifestItem {
        var item = ViteManifestItem()
        _ = try reader.object { (reader, key) throws(StatsFault) in try item.readMember(key, &reader) }
        return item
    }

    private mutating func readMember(_ key: JSONString, _ reader: inout StatsReader) throws(StatsFault) {
        if reader.matches(key, "file") {
            file = try reader.string() ?? ""
        } else if reader.matches(key, "src") {
            src = try reader.string()
        } else if reader.matches(key, "isEntry") {
            isEntry = try reader.boolean() ?? false
        } else if reader.matches(key, "isDynamicEntry") {
            isDynamicEntry = try reader.boolean() ?? false
        } else if reader.matches(key, "imports") {
            imports = try reader.strings()
        } else if reader.matches(key, "dynamicImports") {
            dynamicImports = try reader.strings()
        } else if reader.matches(key, "css") {
            css = try reader.strings()
        } else if reader.matches(key, "assets") {
            assets = try reader.strings()
        } else {
            try reader.skip()
        }
    }
}
