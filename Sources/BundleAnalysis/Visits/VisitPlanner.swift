/// Finds out what a browser loads on a visit of an entry point, and in which order.
///
/// The page is the first. It names scripts, style sheets and what it preloads. A module names those that it imports
/// statically, as the chunks say that are not loaded later, and a style sheet what it imports and its fonts. Initial scripts,
/// style sheets and fonts that nothing names are taken as named by the page: the bundler's runtime or a server adds them.
struct VisitPlanner {
    private let assets: [MeasuredAsset]
    private let graph: ChunkGraph
    private let publicPaths: [String]
    private let refs: [String: Int]
    /// The indices of the chunks that an asset is in.
    private let chunks: [Int: [Int]]
    /// How many more chunks and files are looked at.
    private var room: Int

    init(_ stats: BuildStats, _ assets: [MeasuredAsset], _ entryPoints: EntryPoints, room: Int = StatsLimits.visits) {
        self.assets = assets
        self.room = room
        graph = entryPoints.graph
        publicPaths = stats.publicPaths
        refs = EntryPoints.refs(assets)
        var chunks: [Int: [Int]] = [:]
        for (index, chunk) in graph.chunks.enumerated() {
            for ref in chunk.assetRefs where assets[ref - 1].type == .js { chunks[ref, default: []].append(index) }
        }
        self.chunks = chunks
    }

    /// Nil once the limit on what is looked at for all entry points is reached.
    ///
    /// - Parameter refs: all assets of the entry point.
    mutating func visit(_ entryPoint: EntryPoints.EntryPoint, _ refs: [Int]) -> Visit? {
        guard room > 0 else { return nil }
        let own = Set(refs.filter { !assets[$0 - 1].isIntermediate })
        let initialChunks = Set(entryPoint.initialChunks)
        let initial = entryPoint.initialChunks.flatMap { graph.chunks[$0].assetRefs }.distinct()
            .filter { own.contains($0) && assets[$0 - 1].type.isInitial }
        let page = refs.first { own.contains($0) && assets[$0 - 1].page != nil }
        var walk = Walk(own: own)
        if let page { walk.learn([page], depth: 1) }
        let named = page.map { self.named(by: $0) }
        walk.learn(named ?? initial.filter { assets[$0 - 1].type != .font }, depth: 2)
        walk.follow { next(after: $0, initialChunks) }
        // What nothing names.
        walk.learn(initial, depth: 2)
        walk.follow { next(after: $0, initialChunks) }
        guard room > 0 else { return nil }
        return Visit(
            page: page.map { assets[$0 - 1].name }, files: walk.inOrder,
            bytes: walk.files.reduce(0) { $0 + transferred($1.ref) })
    }

    private func named(by page: Int) -> [Int] {
        let asset = assets[page - 1]
        guard let page = asset.page else { return [] }
        return (page.stylesheets + page.scripts + page.preloads).compactMap { resolved($0, asset) }
    }

    private func resolved(_ address: String, _ asset: MeasuredAsset) -> Int? {
        EntryPoints.ref(of: address, on: asset.name, publicPaths, refs)
    }

    /// The files that the browser learns of once it has this one.
    private mutating func next(after ref: Int, _ initialChunks: Set<Int>) -> [Int] {
        guard room > 0 else { return [] }
        let asset = assets[ref - 1]
        switch asset.type {
        case .css:
            room -= asset.addresses.count
            return asset.addresses.compactMap { resolved($0, asset) }.filter {
                [.css, .font].contains(assets[$0 - 1].type)
            }
        case .js:
            let importing = chunks[ref] ?? []
            room -= importing.reduce(importing.count) { $0 + graph.chunks[$1].children.count }
            guard room > 0 else { return [] }
            let imported = importing.flatMap { graph.chunks[$0].children }.distinct()
                .filter { initialChunks.contains($0) && !graph.chunks[$0].isAsync }
            room -= imported.reduce(0) { $0 + graph.chunks[$1].assetRefs.count }
            guard room > 0 else { return [] }
            return imported.flatMap { graph.chunks[$0].assetRefs }.filter { [.js, .css].contains(assets[$0 - 1].type) }
        case .html, .image, .font, .media, .other: return []
        }
    }

    private func transferred(_ ref: Int) -> Int {
        let asset = assets[ref - 1]
        let compresses = asset.type.isCode || asset.type == .other || MemberPath.fileExtension(of: asset.name) == "svg"
        guard compresses else { return asset.size.raw }
        return min(asset.size.raw, asset.size.brotli ?? asset.size.gzip ?? asset.size.raw)
    }
}

extension VisitPlanner {
    /// Files in the order in which they are learned of, each once and with its smallest depth.
    private struct Walk {
        let own: Set<Int>
        private(set) var files: [Visit.File] = []
        private var known: Set<Int> = []
        /// The first of the files whose own were not followed yet.
        private var open = 0

        init(own: Set<Int>) { self.own = own }

        /// Only what the entry point has counts: a page may be of several.
        mutating func learn(_ refs: [Int], depth: Int) {
            for ref in refs where own.contains(ref) && known.insert(ref).inserted {
                files.append(Visit.File(ref: ref, depth: depth))
            }
        }

        mutating func follow(_ next: (Int) -> [Int]) {
            while open < files.count {
                let file = files[open]
                open += 1
                learn(next(file.ref), depth: file.depth + 1)
            }
        }

        /// What nothing names was learned of last, but counts as named by the page.
        var inOrder: [Visit.File] {
            files.enumerated().sorted { ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset) }.map(\.element)
        }
    }
}
