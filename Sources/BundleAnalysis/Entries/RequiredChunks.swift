import JavaScript

/// The chunks that a chunk's scripts load, for stats that ask for `strictChunkRelations`: the build tool lists the same
/// children for all chunks that are loaded together, whichever of them loads those.
struct RequiredChunks {
    /// The largest script that is read, in bytes.
    static let scriptLimit = 256 << 20

    /// The ids that a script loads, in UTF-8, by its name.
    private var loads: [String: Set<[UInt8]>] = [:]
    /// The scripts that could not be read.
    private(set) var unread: [String] = []

    /// Reads the scripts of chunks that have children. Nil if the stats don't ask for it, or say themselves what a script
    /// imports, as esbuild's and Rollup's do.
    init?(_ stats: BuildStats, _ assets: [MeasuredAsset], _ members: Members) throws(AnalysisFailure) {
        guard stats.strictChunkRelations, stats.modules.outputs.isEmpty else { return nil }
        let known = Set(stats.chunks.flatMap { $0.children ?? [] }.map { Array($0.utf8) })
        let parents = stats.chunks.filter { $0.children?.isEmpty == false }
        let files = Dictionary(uniqueKeysWithValues: assets.map { ($0.name, $0.file) })
        for name in parents.flatMap(Self.scripts).distinct() {
            try AnalysisFailure.checkCancellation(.measuring)
            guard let file = files[name] ?? nil, file.size <= Self.scriptLimit else {
                unread.append(name)
                continue
            }
            let bytes = try members.bytes(file)
            loads[name] = withExtendedLifetime(bytes) { ChunkLoads.ids(in: bytes.bytes, among: known) }
        }
    }

    /// Takes those children from the chunks that none of their scripts loads. Chunks that have a script that was not read
    /// keep all, and so do those whose files the stats don't list.
    ///
    /// - Throws: a build failure if scripts and chunks refer to each other too often.
    func apply(to chunks: inout [BuildStats.Chunk]) throws(AnalysisFailure) {
        var room = StatsLimits.references
        for index in chunks.indices {
            guard let children = chunks[index].children, !children.isEmpty, chunks[index].files != nil else { continue }
            let scripts = Self.scripts(of: chunks[index])
            let loads = scripts.compactMap { self.loads[$0] }
            room -= loads.reduce(scripts.count) { $0 + $1.count }
            guard room >= 0 else { throw .stats(.tooManyReferences(limit: StatsLimits.references)) }
            guard loads.count == scripts.count else { continue }
            let required = loads.reduce(into: Set<[UInt8]>()) { $0.formUnion($1) }
            chunks[index].children = children.filter { required.contains(Array($0.utf8)) }
        }
    }

    private static func scripts(of chunk: BuildStats.Chunk) -> [String] {
        (chunk.files ?? []).map(AssetName.clean).filter { AssetType(name: $0) == .js }
    }
}
