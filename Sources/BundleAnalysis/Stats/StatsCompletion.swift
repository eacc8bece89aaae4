/// Completes stats that lack something with what the rest of them says.
enum StatsCompletion {
    /// - Parameter hasEntryPoints: whether the stats list entry points, even if there are none.
    static func complete(_ stats: inout BuildStats, hasEntryPoints: Bool) {
        nameChunks(&stats)
        fillFiles(&stats)
        let knowsRelations = relateChunks(&stats)
        if !hasEntryPoints { stats.entryPoints = entryChunks(stats) }
        resolveEntryPoints(&stats)
        if !knowsRelations { attachAsyncChunks(&stats) }
        listAssets(&stats)
    }

    /// `stats.ids: false` leaves ids out.
    private static func nameChunks(_ stats: inout BuildStats) {
        var isNameless = false
        for index in stats.chunks.indices where stats.chunks[index].id.isEmpty {
            stats.chunks[index].id = "#\(index)"
            isNameless = true
        }
        if isNameless { stats.notes.append(.noIDs) }
    }

    /// The files of chunks that do not name them are the assets that name the chunk.
    private static func fillFiles(_ stats: inout BuildStats) {
        guard stats.chunks.contains(where: { $0.files == nil }) else { return }
        var files: [String: [String]] = [:]
        for asset in stats.assets {
            for chunk in asset.chunks { files[chunk, default: []].append(asset.name) }
        }
        for index in stats.chunks.indices where stats.chunks[index].files == nil {
            stats.chunks[index].files = files[stats.chunks[index].id] ?? []
        }
    }

    /// Where chunks name only their parents, that is the same graph turned around. Returns whether the graph is known.
    private static func relateChunks(_ stats: inout BuildStats) -> Bool {
        guard stats.chunks.allSatisfy({ $0.children == nil }) else { return true }
        let indices = Dictionary(
            stats.chunks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var children = [[String]](repeating: [], count: stats.chunks.count)
        for chunk in stats.chunks {
            for parent in chunk.parents.compactMap({ indices[$0] }) { children[parent].append(chunk.id) }
        }
        for index in stats.chunks.indices { stats.chunks[index].children = children[index] }
        return stats.chunks.contains { !$0.parents.isEmpty } || stats.chunks.allSatisfy(\.isInitial)
    }

    /// The chunks of entries, and what else is initial and named but loaded by none of them.
    private static func entryChunks(_ stats: BuildStats) -> [BuildStats.EntryPoint] {
        let entries = stats.chunks.filter { $0.isEntry && !$0.names.isEmpty }
        let graph = ChunkReach(stats)
        let reached = graph.reached(from: entries.map(\.id))
        let others = stats.chunks.filter { $0.isInitial && !$0.names.isEmpty && !reached.contains($0.id) }
        return (entries + others).map { BuildStats.EntryPoint(name: $0.names[0], chunks: [$0.id]) }
    }

    /// The chunks of an entry point that does not name them are those of its name, or those with its assets.
    private static func resolveEntryPoints(_ stats: inout BuildStats) {
        let chunks = stats.chunks
        for index in stats.entryPoints.indices where stats.entryPoints[index].chunks == nil {
            let (name, assets) = (stats.entryPoints[index].name, Set(stats.entryPoints[index].assets))
            let owners = chunks.filter { chunk in
                chunk.names.contains(name) || chunk.isInitial && (chunk.files ?? []).contains { assets.contains($0) }
            }
            stats.entryPoints[index].chunks = owners.map(\.id)
        }
    }

    /// Without the graph, what is loaded later belongs to the only entry point, or to none that can be named.
    private static func attachAsyncChunks(_ stats: inout BuildStats) {
        guard stats.entryPoints.count == 1, let first = stats.entryPoints[0].chunks?.first,
            let index = stats.chunks.firstIndex(where: { $0.id == first })
        else {
            if !stats.entryPoints.isEmpty { stats.notes.append(.noChunkRelations) }
            return
        }
        stats.chunks[index].children = stats.chunks.filter { !$0.isInitial }.map(\.id)
    }

    /// What chunks name are assets of theirs, whatever the list of assets says.
    private static func listAssets(_ stats: inout BuildStats) {
        var used: Set<String> = []
        var order: [String] = []
        for chunk in stats.chunks {
            for file in (chunk.files ?? []) + chunk.auxiliaryFiles where used.insert(file).inserted {
                order.append(file)
            }
        }
        var listed: Set<String> = []
        for index in stats.assets.indices {
            let name = stats.assets[index].name
            listed.insert(AssetName.clean(name))
            if used.contains(name) { stats.assets[index].hasChunks = true }
        }
        let auxiliary = stats.includeAuxiliary ? [] : Set(stats.chunks.flatMap(\.auxiliaryFiles))
        let missing = order.filter {
            !listed.contains(AssetName.clean($0)) && !auxiliary.contains($0) && !AssetName.isSkipped($0)
        }
        stats.assets += missing.map { BuildStats.Asset(name: $0, hasChunks: true, isUnlisted: true) }
        if !missing.isEmpty { stats.notes.append(.unlistedAssets(names: ShownNames(missing))) }
    }
}

/// Which chunks are loaded by others, directly or not.
private struct ChunkReach {
    private let children: [String: [String]]

    init(_ stats: BuildStats) {
        children = Dictionary(
            stats.chunks.map { ($0.id, $0.children ?? []) }, uniquingKeysWith: { first, _ in first })
    }

    func reached(from ids: [String]) -> Set<String> {
        var reached = Set(ids)
        var open = ids
        while let id = open.popLast() {
            for child in children[id] ?? [] where reached.insert(child).inserted { open.append(child) }
        }
        return reached
    }
}
