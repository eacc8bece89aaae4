/// The chunks of a build and which chunks load which others.
struct ChunkGraph {
    struct Chunk: Equatable {
        /// Counted from 1.
        let ref: Int
        let isEntry: Bool
        /// Loaded later than the page.
        let isAsync: Bool
        /// In the order of the stats, without duplicates.
        var assetRefs: [Int]
        /// Indices into ``ChunkGraph/chunks``.
        let children: [Int]
    }

    private(set) var chunks: [Chunk]
    private let indices: [String: Int]

    /// - Parameter refs: the asset refs by asset name.
    init(_ stats: BuildStats, refs: [String: Int]) {
        let indices = Dictionary(
            stats.chunks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.indices = indices
        chunks = stats.chunks.enumerated().map { index, chunk in
            let files = (chunk.files ?? []) + (stats.includeAuxiliary ? chunk.auxiliaryFiles : []) + chunk.moduleAssets
            return Chunk(
                ref: index + 1, isEntry: chunk.isEntry, isAsync: !chunk.isInitial,
                assetRefs: files.compactMap { refs[AssetName.clean($0)] }.distinct(),
                children: (chunk.children ?? []).compactMap { indices[$0] })
        }
    }

    func index(ofId id: String) -> Int? { indices[id] }

    mutating func attach(asset ref: Int, toChunkAt index: Int) {
        guard !chunks[index].assetRefs.contains(ref) else { return }
        chunks[index].assetRefs.append(ref)
    }

    /// The chunks of `ids` and those they load, each before its children; async chunks only on request.
    func reached(from ids: [String], enteringAsync: Bool) -> [Int] {
        var reached: [Int] = []
        var seen: Set<Int> = []
        // An explicit stack: a chain of chunks can be longer than the thread's stack is deep.
        var open = Array(ids.compactMap { indices[$0] }.reversed())
        while let index = open.popLast() {
            guard enteringAsync || !chunks[index].isAsync, seen.insert(index).inserted else { continue }
            reached.append(index)
            open.append(contentsOf: chunks[index].children.reversed().filter { !seen.contains($0) })
        }
        return reached
    }
}

extension Sequence where Element: Hashable {
    /// The elements in order, without duplicates.
    func distinct() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
