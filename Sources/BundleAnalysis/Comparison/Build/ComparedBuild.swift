package import Foundation

/// One of two builds that are compared: what its report and its content say.
package struct ComparedBuild: Sendable {
    /// A package, by the ref of the report or as the path of a module tells.
    struct Package: Sendable {
        var name: String
        var path: String
        var version: String?

        /// Whether it is one that was installed: not the project's own code, nor the build tool's.
        var isInstalled: Bool { !Self.others.contains { $0.name.utf8.elementsEqual(path.utf8) } }

        private static let others: [PackageName] = [.sourceCode, .buildTool, .unknown]
        /// The project's own code: its changes are told by module.
        var isSourceCode: Bool { path.utf8.elementsEqual(PackageName.sourceCode.path.utf8) }
    }

    /// A leaf of an asset's content.
    struct Leaf: Sendable {
        /// Into ``packages``; -1 for what is no module.
        let package: Int32
        /// The path of the module in its package; the path in the content tree for other packages and what is no module.
        let path: NamePool.Name
        let size: Size
    }

    let report: StoredReport
    private(set) var packages: [Package]
    private(set) var names = NamePool()
    private(set) var leaves: [Leaf] = []
    /// By the index of the asset: the range of its leaves.
    private(set) var contents: [Range<Int>]
    /// The index of an asset by its ref.
    private let indices: [Int: Int]
    /// The index of a chunk by its ref.
    private let chunks: [Int: Int]
    /// The index of a package of the report by its ref.
    let packageIndices: [Int: Int]

    package init(_ outcome: AnalysisOutcome) {
        self.init(StoredReport(outcome.report), ContentLeaves(outcome.content))
    }

    /// - Parameters:
    ///   - report: the stored `report.json` of an artifact, of this version of the analysis or of an earlier one.
    ///   - content: its `content.json`; without it, no change has a cause.
    package init(report: Data, content: Data?) throws(StoredBuildFault) {
        let leaves: ContentLeaves = if let content { try ContentReader.leaves(of: content) } else { ContentLeaves() }
        self.init(try StoredReport(report), leaves)
    }

    init(_ report: StoredReport, _ content: ContentLeaves) {
        self.report = report
        packages = report.packages.map { Package(name: $0.name, path: $0.path, version: $0.version) }
        contents = report.assets.map { _ in 0..<0 }
        indices = Dictionary(report.assets.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        chunks = Dictionary(report.chunks.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        packageIndices = Dictionary(report.packages.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        let byName = Dictionary(report.assets.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
        var finder = PackageFinder(report.packages)
        leaves.reserveCapacity(content.leaves.count)
        for root in content.roots {
            guard let asset = byName[Array(root.asset.utf8)], contents[asset].isEmpty else { continue }
            let start = leaves.count
            for leaf in content.leaves[root.leaves] { add(leaf, content.names, &finder) }
            contents[asset] = start..<leaves.count
        }
        packages = finder.packages
    }

    private mutating func add(_ leaf: ContentLeaves.Leaf, _ paths: NamePool, _ finder: inout PackageFinder) {
        let path = paths[leaf.path]
        let package = leaf.isModule ? finder.package(of: path, ref: Int(leaf.package)) : -1
        let inner = package >= 0 && finder.packages[package].isInstalled ? PackageFinder.inner(path) : path
        leaves.append(Leaf(package: Int32(package), path: names.intern(inner), size: leaf.size))
    }

    /// The indices of the assets with these refs, each once; refs of no asset are left out.
    func assets(_ refs: some Sequence<Int>) -> [Int] { refs.compactMap { indices[$0] }.distinct() }

    func assetRefs(ofChunks refs: [Int]) -> some Sequence<Int> {
        refs.lazy.compactMap { chunks[$0] }.flatMap { report.chunks[$0].assetRefs }
    }

    /// The assets that count in a size.
    func counted(_ assets: [Int]) -> [Int] { assets.filter { !report.assets[$0].isIntermediate } }

    /// All assets of all entry points that count.
    var delivered: [Int] { counted(assets(report.entryPoints.lazy.flatMap(\.assetRefs))) }

    /// Their size.
    var deliveredSize: AssetSize { size(of: delivered) }

    func size(of assets: [Int]) -> AssetSize { AssetSize.sum(assets.map { report.assets[$0].size }) }
}
