import Foundation

/// The entry points of a build, and what belongs to each.
struct EntryPoints {
    struct EntryPoint: Equatable {
        let name: String
        /// Indices into the chunks of the graph.
        let chunks: [Int]
        let initialChunks: [Int]
    }

    private(set) var graph: ChunkGraph
    let all: [EntryPoint]
    /// How many entry points use each chunk of the graph.
    let uses: [Int]

    /// - Throws: a build failure if the report would grow too large.
    init(_ stats: BuildStats, assets: [MeasuredAsset]) throws(AnalysisFailure) {
        let refs = Self.refs(assets)
        graph = ChunkGraph(stats, refs: refs)
        all = try Self.walk(stats, graph)
        var uses = [Int](repeating: 0, count: graph.chunks.count)
        for index in all.flatMap(\.chunks) { uses[index] += 1 }
        self.uses = uses
        attachPages(stats, assets, refs)
    }

    /// The refs of assets by their names.
    static func refs(_ assets: [MeasuredAsset]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: assets.map { ($0.name, $0.ref) })
    }

    /// The refs of the chunks' assets, without duplicates.
    func assetRefs(of chunks: [Int]) -> [Int] { chunks.flatMap { graph.chunks[$0].assetRefs }.distinct() }

    private static func walk(_ stats: BuildStats, _ graph: ChunkGraph) throws(AnalysisFailure) -> [EntryPoint] {
        var references = 0
        var all: [EntryPoint] = []
        for entryPoint in stats.entryPoints {
            try AnalysisFailure.checkCancellation(.measuring)
            let chunks = graph.reached(from: entryPoint.chunks ?? [], enteringAsync: true)
            let initial = graph.reached(from: entryPoint.chunks ?? [], enteringAsync: false)
            references += chunks.reduce(chunks.count) { $0 + graph.chunks[$1].assetRefs.count }
            guard references <= StatsLimits.references else {
                throw .stats(.tooManyReferences(limit: StatsLimits.references))
            }
            all.append(EntryPoint(name: Self.name(entryPoint.name), chunks: chunks, initialChunks: initial))
        }
        return all
    }

    /// Next.js puts its folders before the page's own name.
    static func name(_ name: String) -> String {
        name.range(of: "/pages/").map { String(name[$0.upperBound...]) } ?? name
    }

    // MARK: Pages

    /// A page belongs to each chunk whose script it loads, unless that chunk is loaded later anyway.
    private mutating func attachPages(_ stats: BuildStats, _ assets: [MeasuredAsset], _ refs: [String: Int]) {
        let chunksOfAsset = Self.chunksByAsset(graph)
        for asset in assets {
            guard let page = asset.page else { continue }
            let scripts = page.scripts.compactMap { Self.ref(of: $0, on: asset.name, stats.publicPaths, refs) }
            for index in scripts.flatMap({ chunksOfAsset[$0] ?? [] }) {
                guard !graph.chunks[index].isAsync, !stats.htmlExclusive || uses[index] == 1 else { continue }
                graph.attach(asset: asset.ref, toChunkAt: index)
            }
        }
    }

    private static func chunksByAsset(_ graph: ChunkGraph) -> [Int: [Int]] {
        var chunks: [Int: [Int]] = [:]
        for (index, chunk) in graph.chunks.enumerated() {
            for ref in chunk.assetRefs { chunks[ref, default: []].append(index) }
        }
        return chunks
    }

    /// The asset that an address in a page or a style sheet refers to: the address without the public path, or relative to
    /// the file that it is in.
    static func ref(of source: String, on page: String, _ publicPaths: [String], _ refs: [String: Int]) -> Int? {
        let source = AssetName.clean(source.trimmingCharacters(in: .whitespacesAndNewlines))
        var names: [String] = []
        for publicPath in publicPaths where !publicPath.isEmpty && source.hasPrefix(publicPath) {
            names.append(String(source.dropFirst(publicPath.count)))
        }
        names.append(contentsOf: [source, source.hasPrefix("/") ? String(source.dropFirst()) : source])
        if let seen = MemberPath.resolved(source, in: MemberPath.folder(of: page)) { names.append(seen) }
        for name in names {
            if let ref = refs[name] ?? MemberPath.resolved(name, in: "").flatMap({ refs[$0] }) { return ref }
        }
        return nil
    }
}
