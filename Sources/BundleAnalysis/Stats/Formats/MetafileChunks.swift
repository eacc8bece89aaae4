/// Turns the outputs of a metafile into chunks and entry points.
///
/// Every script is a chunk, numbered from 1; its style sheet is the one that esbuild names as its `cssBundle`, and the
/// pictures, fonts and style sheets that it imports in any way are files of it. An entry point is an output that has its
/// own source and that no other output imports dynamically. A chunk is initial if an entry point reaches it without a
/// dynamic import.
struct MetafileChunks {
    private typealias Output = EsbuildOutput

    private(set) var stats = BuildStats(buildTool: "esbuild")
    private let byPath: [String: EsbuildOutput]
    /// By path.
    private let ids: [String: String]
    private let bundled: Set<String>
    private let root: Int

    init(_ outputs: [EsbuildOutput]) {
        let delivered = outputs.filter { !MemberPath.isSourceMap($0.path) }
        let bundled = Set(delivered.compactMap(\.cssBundle))
        let scripts = delivered.filter { Self.isChunk($0, bundled: bundled) }
        let others = delivered.filter { !Self.isChunk($0, bundled: bundled) }
        let folder = CommonFolder.of(outputs.map(\.path))
        self.bundled = bundled
        root = folder.isEmpty ? 0 : folder.count + 1
        byPath = Dictionary(delivered.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        ids = Dictionary(
            scripts.enumerated().map { ($1.path, String($0 + 1)) }, uniquingKeysWith: { first, _ in first })
        let entries = Self.entries(scripts)
        let initial = initialPaths(from: entries)
        let chunks = scripts.map { chunk($0, isInitial: initial.contains($0.path)) }
        let used = Set(chunks.flatMap { $0.files ?? [] })
        stats.chunks = chunks
        stats.assets = (scripts + others).map { asset($0, hasChunks: used.contains(name($0.path))) }
        stats.entryPoints = zip(names(entries), entries).map { name, output in
            BuildStats.EntryPoint(name: name, chunks: ids[output.path].map { [$0] } ?? [])
        }
        UniqueNames.make(&stats.entryPoints)
    }

    /// The name of the asset that an output is.
    func name(_ path: String) -> String { String(path.dropFirst(root)) }

    private func asset(_ output: Output, hasChunks: Bool) -> BuildStats.Asset {
        var asset = BuildStats.Asset(
            name: name(output.path), size: output.bytes, hasChunks: hasChunks, path: output.path)
        // `--outfile=cli` has no extension.
        let isEntry = output.entryPoint != nil && AssetType(name: asset.name) == .other
        asset.type = isEntry ? .js : nil
        return asset
    }

    private func chunk(_ output: Output, isInitial: Bool) -> BuildStats.Chunk {
        var chunk = BuildStats.Chunk(id: ids[output.path] ?? "", isInitial: isInitial)
        chunk.isEntry = false
        chunk.files = files(of: output).map(name)
        chunk.children = output.imports.compactMap { ids[$0.path] }
        return chunk
    }

    /// The output itself and what it reaches without passing another chunk.
    private func files(of output: Output) -> [String] {
        var files = [output.path]
        var seen: Set<String> = [output.path]
        var open = [output]
        while let next = open.popLast() {
            for path in [next.cssBundle].compactMap(\.self) + next.imports.map(\.path) where ids[path] == nil {
                guard let file = byPath[path], seen.insert(path).inserted else { continue }
                files.append(path)
                open.append(file)
            }
        }
        return files
    }

    /// An entry point, whatever its extension, or a script. The style sheet of a script is part of it.
    private static func isChunk(_ output: Output, bundled: Set<String>) -> Bool {
        if AssetType(name: output.path) == .js { return true }
        return output.entryPoint != nil && !bundled.contains(output.path)
    }

    private static func entries(_ scripts: [Output]) -> [Output] {
        let dynamic = Set(scripts.flatMap { $0.imports.filter(\.isDynamic).map(\.path) })
        let sources = scripts.filter { $0.entryPoint != nil }
        let entries = sources.filter { !dynamic.contains($0.path) }
        return entries.isEmpty ? sources : entries
    }

    private func initialPaths(from entries: [Output]) -> Set<String> {
        var reached = Set(entries.map(\.path))
        var open = entries
        while let output = open.popLast() {
            for target in output.imports where !target.isDynamic && ids[target.path] != nil {
                guard let next = byPath[target.path], reached.insert(next.path).inserted else { continue }
                open.append(next)
            }
        }
        return reached
    }

    // MARK: Names

    /// The source's file name without its extension; where two have the same, what tells the outputs apart.
    ///
    /// Nothing of the machine's folders, which plugins put before a source, and no hash, which changes with each build.
    private func names(_ entries: [Output]) -> [String] {
        let short = entries.map { output in
            let source = MemberPath.basename(of: output.entryPoint ?? output.path)
            return MemberPath.withoutExtension(Self.withoutNamespace(source))
        }
        guard Set(short).count != short.count else { return short }
        let long = entries.map { Self.withoutHash(MemberPath.withoutExtension(name($0.path))) }
        var counts: [String: Int] = [:]
        for name in long { counts[name, default: 0] += 1 }
        return zip(long, entries).map { name, output in
            let isScript = AssetType(name: output.path) == .js
            return counts[name] == 1 || isScript ? name : "\(name).\(MemberPath.fileExtension(of: output.path))"
        }
    }

    private static func withoutNamespace(_ source: String) -> String {
        guard let colon = source.utf8.lastIndex(of: UInt8(ascii: ":")) else { return source }
        let rest = String(source[source.utf8.index(after: colon)...])
        return rest.isEmpty ? source : rest
    }

    /// esbuild's hashes are eight characters of base 32.
    private static func withoutHash(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard bytes.count > 9,
            bytes[bytes.count - 9] == UInt8(ascii: "-") || bytes[bytes.count - 9] == UInt8(ascii: "."),
            bytes.suffix(8).allSatisfy({ (0x41...0x5a).contains($0) || (0x32...0x37).contains($0) })
        else { return name }
        return String(decoding: bytes.dropLast(9), as: UTF8.self)
    }
}
