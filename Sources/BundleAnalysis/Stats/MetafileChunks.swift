/// Turns the outputs of a metafile into chunks and entry points.
///
/// Every script is a chunk, numbered from 1; its style sheet is the one that esbuild names as its `cssBundle`. An entry
/// point is an output that has its own source and that no other output imports dynamically. A chunk is initial if an
/// entry point reaches it without a dynamic import.
struct MetafileChunks {
    private typealias Output = EsbuildMetafile.Output

    let stats: BuildStats

    init(_ outputs: [EsbuildMetafile.Output]) {
        let root = Self.commonFolder(outputs.map(\.path))
        let delivered = outputs.filter { !MemberPath.isSourceMap($0.path) }
        let bundled = Set(delivered.compactMap(\.cssBundle))
        let scripts = delivered.filter { Self.isChunk($0, bundled: bundled) }
        let others = delivered.filter { !Self.isChunk($0, bundled: bundled) }
        let ids = Dictionary(
            scripts.enumerated().map { ($1.path, String($0 + 1)) }, uniquingKeysWith: { first, _ in first })
        let entries = Self.entries(scripts)
        let initial = Self.initialPaths(scripts, from: entries)
        func name(_ path: String) -> String { String(path.dropFirst(root.isEmpty ? 0 : root.count + 1)) }

        var stats = BuildStats(buildTool: "esbuild")
        stats.assets = (scripts + others).map { output in
            BuildStats.Asset(
                name: name(output.path), size: output.bytes,
                hasChunks: ids[output.path] != nil || bundled.contains(output.path), path: output.path)
        }
        stats.chunks = scripts.map { output in
            BuildStats.Chunk(
                id: ids[output.path] ?? "", isInitial: initial.contains(output.path),
                files: [name(output.path)] + (output.cssBundle.map { [name($0)] } ?? []),
                children: output.imports.compactMap { ids[$0.path] })
        }
        stats.entryPoints = zip(Self.names(entries), entries).map { name, output in
            BuildStats.EntryPoint(name: name, chunks: ids[output.path].map { [$0] } ?? [])
        }
        self.stats = stats
    }

    /// A script, or a style sheet that is itself an entry point.
    private static func isChunk(_ output: Output, bundled: Set<String>) -> Bool {
        if AssetType(name: output.path) == .js { return true }
        return AssetType(name: output.path) == .css && output.entryPoint != nil && !bundled.contains(output.path)
    }

    private static func entries(_ scripts: [Output]) -> [Output] {
        let dynamic = Set(scripts.flatMap { $0.imports.filter(\.isDynamic).map(\.path) })
        let sources = scripts.filter { $0.entryPoint != nil }
        let entries = sources.filter { !dynamic.contains($0.path) }
        return entries.isEmpty ? sources : entries
    }

    private static func initialPaths(_ scripts: [Output], from entries: [Output]) -> Set<String> {
        let byPath = Dictionary(scripts.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var reached = Set(entries.map(\.path))
        var open = entries
        while let output = open.popLast() {
            for target in output.imports where !target.isDynamic {
                guard let next = byPath[target.path], reached.insert(next.path).inserted else { continue }
                open.append(next)
            }
        }
        return reached
    }

    /// The source's file name without its extension, or the whole path if that would be ambiguous.
    private static func names(_ entries: [Output]) -> [String] {
        let sources = entries.map { $0.entryPoint ?? $0.path }
        let short = sources.map { withoutExtension(MemberPath.basename(of: $0)) }
        guard Set(short).count == short.count else { return sources.map(withoutExtension) }
        return short
    }

    private static func withoutExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func commonFolder(_ paths: [String]) -> String {
        guard var common = paths.first.map(folderParts) else { return "" }
        for path in paths {
            let parts = folderParts(path)
            common = Array(zip(common, parts).prefix { $0 == $1 }.map(\.0))
        }
        return common.joined(separator: "/")
    }

    private static func folderParts(_ path: String) -> [Substring] {
        MemberPath.folder(of: path).split(separator: "/", omittingEmptySubsequences: false)
    }
}
