/// The leaves that a treemap draws, and what became of them since the baseline.
struct TreemapRows {
    struct Row {
        var path: String
        /// Into the packages of its build; -1 for what is no module.
        var package: Int32
        var size: Size
        var before = Size.zero
        var state = TreemapDocument.State.same
    }

    /// By the index of the asset, in the order of their paths.
    private(set) var ofAssets: [(asset: Int, rows: [Row])] = []
    /// With paths from the root of the treemap; those of state ``TreemapDocument/State/moved`` are in another file now.
    private(set) var removed: [Row] = []
    let isCompared: Bool

    init(_ scope: TreemapScope, _ current: TreemapBuild, _ baseline: TreemapBuild?) {
        isCompared = baseline != nil
        let changes = baseline.map { TreemapChanges(current, $0) }
        let smallest = Self.smallest(scope, current)
        ofAssets = scope.current.map { asset in
            (asset, Self.rows(of: asset, current, changes, drawnFrom: smallest))
        }
        if let changes { removed = changes.removed(scope) }
    }

    /// The raw size from which on modules are drawn one by one.
    private static func smallest(_ scope: TreemapScope, _ current: TreemapBuild) -> Int {
        let leaves = scope.current.map { current.build.contents[$0] }
        guard leaves.reduce(0, { $0 + $1.count }) > TreemapLimits.rows else { return 0 }
        let sizes = leaves.flatMap { current.build.leaves[$0].map(\.size.raw) }.sorted(by: >)
        return sizes[TreemapLimits.rows] + 1
    }

    private static func rows(
        of asset: Int, _ current: TreemapBuild, _ changes: TreemapChanges?, drawnFrom smallest: Int
    ) -> [Row] {
        let leaves = current.build.contents[asset]
        guard !leaves.isEmpty else {
            var row = Row(path: "", package: -1, size: current.size(of: asset))
            changes?.compareWhole(&row, asset)
            return [row]
        }
        var places = changes?.places(ofBaselineFor: asset)
        var (rows, others) = ([Row](), Row(path: TreemapLimits.others, package: -1, size: .zero))
        for index in leaves {
            let leaf = current.build.leaves[index]
            var row = Row(path: current.path(of: index, in: asset), package: leaf.package, size: leaf.size)
            if let changes { changes.compare(&row, leaf: index, &places) }
            if leaf.size.raw >= smallest {
                rows.append(row)
            } else {
                others.size = others.size + row.size
                others.before = others.before + row.before
            }
        }
        if let rest = current.rest(of: asset) {
            var row = Row(path: ModuleTreeNode.unattributed, package: -1, size: rest)
            changes?.compareRest(&row, asset)
            rows.append(row)
        }
        if others.size != .zero {
            others.state = TreemapChanges.state(others.before.raw, others.size.raw)
            rows.append(others)
        }
        return rows.map { (key: Array($0.path.utf8), row: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.row)
    }
}
