import SourceMaps

/// What the attribution of a build's assets needs to know of the build.
struct AttributedBuild: Sendable {
    let modules: StatsModules
    let index: ModuleIndex
    /// The chunks that use each asset, by the asset's ref, as indices into the stats.
    private let chunks: [Int: [Int]]
    /// For a build that has only a metafile or a bundle: by the name of the asset.
    let outputs: [String: StatsModules.Output]
    /// The packages of the modules of the stats.
    let packages: BuildPackages
    private let sideEffects: [[UInt8]: PackageVersion.SideEffects]

    init(_ stats: BuildStats, _ graph: ChunkGraph) {
        modules = stats.modules
        index = ModuleIndex(stats.modules)
        outputs = stats.modules.outputs
        packages = BuildPackages(stats)
        sideEffects = Dictionary(stats.packages.map { (Array($0.path.utf8), $0.sideEffects) }) { first, _ in first }
        // A chunk with many modules can have many files, and each file's modules are gone through.
        var (chunks, room) = ([Int: [Int]](), StatsLimits.memberships)
        for (number, chunk) in graph.chunks.enumerated() {
            for ref in chunk.assetRefs where room >= 0 {
                room -= stats.modules.members(ofChunk: number).count
                chunks[ref, default: []].append(number)
            }
        }
        self.chunks = chunks
    }

    /// The modules that are in a chunk, a script or a style sheet, in the order of the stats.
    var delivered: [Int] {
        let outputs = outputs.filter { [.js, .css].contains(AssetType(name: $0.key)) }.values
        var delivered = Set(outputs.flatMap { modules.parts[$0.parts] }.map(\.module))
        for chunk in modules.members { delivered.formUnion(chunk.lazy.map(Int.init)) }
        return delivered.sorted()
    }

    /// The modules of the chunks that use the asset.
    func members(of asset: MeasuredAsset) -> Set<Int> {
        (chunks[asset.ref] ?? []).reduce(into: []) { $0.formUnion(modules.members(ofChunk: $1).lazy.map(Int.init)) }
    }

    /// Whether removing the module could change what the program does: as its package says, or, where the stats do not
    /// list packages, as the build tool found in its code.
    func hasSideEffects(_ module: Int) -> Bool {
        guard !sideEffects.isEmpty else { return !modules.all[module].sideEffects.isEmpty }
        guard let package = packages.package(of: module) else { return false }
        switch sideEffects[Array(package.path.utf8)] {
        case .all, .implicit: return true
        case .files, .some(.none), nil: return false
        }
    }

    /// Whether the stats list packages with what they declare.
    var listsSideEffects: Bool { !sideEffects.isEmpty }

    /// What the package declares of its side effects; nil if the stats do not list it.
    func sideEffects(of package: PackageName) -> PackageVersion.SideEffects? { sideEffects[Array(package.path.utf8)] }

    /// Whether a package does not say which of its files have side effects, as far as is known.
    func isUndeclared(_ package: PackageName) -> Bool { sideEffects(of: package) == .implicit }

    /// The modules of the chunks that use the asset, and those that were put together in them.
    func contents(of asset: MeasuredAsset) -> Set<Int> {
        let members = members(of: asset)
        return members.union(inner(of: members))
    }

    /// Those that were put together in a module, and those in them.
    func inner(of module: Int) -> Set<Int> { inner(of: CollectionOfOne(module)) }

    /// Those that were put together in any of several modules, each found once.
    func inner(of outer: some Collection<Int>) -> Set<Int> {
        var inner: Set<Int> = []
        var open = Array(outer)
        while let next = open.popLast() {
            for index in modules.inner[modules.all[next].inner] where inner.insert(index).inserted {
                open.append(index)
            }
        }
        return inner
    }
}
