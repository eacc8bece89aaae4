/// Turns the output files of Rollup into chunks and entry points.
///
/// Every chunk of Rollup is one, numbered from 1. The entry points are the chunks with `isEntry`; what is only imported
/// dynamically is loaded later. (The stats that the build plugin writes make entry points of dynamic entries too; they
/// say so themselves.) Without any, dynamic entries are the entry points, as in a bundle that was cut.
struct RollupChunks {
    private(set) var stats = BuildStats(buildTool: "rollup")
    private let ids: [String: String]

    init(_ outputs: [RollupOutput]) {
        let delivered = outputs.filter { !MemberPath.isSourceMap($0.fileName) }
        let chunks = delivered.filter(\.isChunk)
        ids = Dictionary(
            chunks.enumerated().map { ($1.fileName, String($0 + 1)) }, uniquingKeysWith: { first, _ in first })
        let entries = Self.entries(chunks)
        let initial = initialNames(chunks, from: entries)
        let sheets = StyleSheetOwners(
            sheets: delivered.filter { !$0.isChunk }.map(\.fileName),
            claimed: Set(chunks.flatMap(\.referenced)), owners: chunks.map(\.fileName))
        stats.chunks = chunks.map { output in
            var chunk = BuildStats.Chunk(
                id: ids[output.fileName] ?? "", isInitial: initial.contains(output.fileName), isEntry: output.isEntry)
            chunk.files = ([output.fileName] + output.referenced + sheets.of(output.fileName)).distinct()
            chunk.children = (output.imports + output.dynamicImports).compactMap { ids[$0] }
            return chunk
        }
        stats.assets = delivered.map {
            BuildStats.Asset(name: $0.fileName, size: $0.bytes, hasChunks: $0.isChunk)
        }
        stats.entryPoints = entries.map { output in
            BuildStats.EntryPoint(
                name: output.name ?? output.fileName, chunks: ids[output.fileName].map { [$0] } ?? [])
        }
        UniqueNames.make(&stats.entryPoints)
        StatsCompletion.complete(&stats, hasEntryPoints: true)
    }

    private static func entries(_ chunks: [RollupOutput]) -> [RollupOutput] {
        let entries = chunks.filter(\.isEntry)
        return entries.isEmpty ? chunks.filter(\.isDynamicEntry) : entries
    }

    private func initialNames(_ chunks: [RollupOutput], from entries: [RollupOutput]) -> Set<String> {
        let byName = Dictionary(chunks.map { ($0.fileName, $0) }, uniquingKeysWith: { first, _ in first })
        var reached = Set(entries.map(\.fileName))
        var open = entries
        while let output = open.popLast() {
            for name in output.imports {
                guard let next = byName[name], reached.insert(name).inserted else { continue }
                open.append(next)
            }
        }
        return reached
    }
}

/// The scripts to which style sheets belong that none of them names: those of the same name but for the hash.
struct StyleSheetOwners {
    private let byOwner: [String: [String]]

    /// - Parameter claimed: the sheets whose scripts are known.
    init(sheets: [String], claimed: Set<String>, owners: [String]) {
        var scripts: [String: String] = [:]
        for owner in owners where AssetType(name: owner) == .js {
            scripts[HashedName.plain(MemberPath.basename(of: owner)), default: owner] = owner
        }
        var byOwner: [String: [String]] = [:]
        for sheet in sheets where AssetType(name: sheet) == .css && !claimed.contains(sheet) {
            guard let owner = scripts[HashedName.plain(MemberPath.basename(of: sheet))] else { continue }
            byOwner[owner, default: []].append(sheet)
        }
        self.byOwner = byOwner
    }

    func of(_ owner: String) -> [String] { byOwner[owner] ?? [] }
}
