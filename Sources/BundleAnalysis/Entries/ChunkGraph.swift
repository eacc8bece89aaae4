/// The chunks of a build and how they load each other.
struct ChunkGraph {
    struct Chunk: Equatable {
        /// From 1.
        let ref: Int
        let isEntry: Bool
        /// Loaded later than the page.
        let isAsync: Bool
        /// In the order of the stats, each once.
        var assetRefs: [Int]
        /// Indices into ``ChunkGraph/chunks``.
        let children: [Int]
    }

    private(set) var chunks: [Chunk]
    private let indices: [String: Int]

    /// - Parameter refs: the asset refs by asset name.
    ///
    /// Which children count is decided here: for `strictChunkRelations` they would be cut down to those that the
    /// modules' code requires, which takes the modules' sources.
    init(_ stats: BuildStats, refs: [String: Int]) {
        let indices = Dictionary(
            stats.chunks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.indices = indices
        chunks = stats.chunks.enumerated().map { index, chunk in
            let files = chunk.files + (stats.includeAuxiliary ? chunk.auxiliaryFiles : []) + chunk.moduleAssets
            return Chunk(
                ref: index + 1, isEntry: chunk.isEntry, isAsync: !chunk.isInitial,
                assetRefs: files.compactMap { refs[AssetName.clean($0)] }.distinct(),
                children: chunk.children.compactMap { indices[$0] })
        }
    }

    func index(ofId id: String) -> Int? { indices[id] }

    mutating func attach(asset ref: Int, toChunkAt index: Int) {
        guard !chunks[index].assetRefs.contains(ref) else { return }
        chunks[index].assetRefs.append(ref)
    }

    /// The chunks of `ids` and what they load, each before its children; async chunks only if asked for.
    func reached(from ids: [String], enteringAsync: Bool) -> [Int] {
        var reached: [Int] = []
        var seen: Set<Int> = []
        // A stack of our own: a chain of chunks can be longer than the thread's stack is deep.
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
    /// The elements in their order, each once.
    func distinct() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
