/// What became of the leaves of a build since its baseline.
struct TreemapChanges {
    private let current: TreemapBuild
    private let baseline: TreemapBuild
    private let modules: JointModules
    /// The asset of the other build that each is paired with.
    private let ofCurrent: [Int?]
    private let ofBaseline: [Int?]
    /// By module: whether a file has it that did not have it before.
    private var isGained: [Bool]
    /// By module: its size in a file that had it and no longer does.
    private var lost: [Size?]

    init(_ current: TreemapBuild, _ baseline: TreemapBuild) {
        (self.current, self.baseline) = (current, baseline)
        modules = JointModules(current.build, baseline.build)
        var (ones, others) = (current.assets.map { _ in Int?.none }, baseline.assets.map { _ in Int?.none })
        for pair in AssetPairing(current.build, baseline.build, modules).pairs {
            pair.current.map { ones[$0] = pair.baseline }
            pair.baseline.map { others[$0] = pair.current }
        }
        (ofCurrent, ofBaseline) = (ones, others)
        isGained = modules.modules.map { _ in false }
        lost = modules.modules.map { _ in nil }
        for asset in current.assets.indices {
            let known = content(ofBaseline: ofCurrent[asset])
            for leaf in current.build.contents[asset] where !known.contains(modules.ofCurrent[leaf]) {
                isGained[Int(modules.ofCurrent[leaf])] = true
            }
        }
        for asset in baseline.assets.indices {
            let known = content(ofCurrent: ofBaseline[asset])
            for leaf in baseline.build.contents[asset] where !known.contains(modules.ofBaseline[leaf]) {
                lost[Int(modules.ofBaseline[leaf])] = baseline.build.leaves[leaf].size
            }
        }
    }

    /// The modules of an asset.
    private func content(ofCurrent asset: Int?) -> Set<Int32> {
        Set(modules.ofCurrent[asset.map { current.build.contents[$0] } ?? 0..<0])
    }

    private func content(ofBaseline asset: Int?) -> Set<Int32> {
        Set(modules.ofBaseline[asset.map { baseline.build.contents[$0] } ?? 0..<0])
    }

    static func state(_ before: Int, _ now: Int) -> TreemapDocument.State {
        before == now ? .same : before == 0 ? .new : before < now ? .grown : .shrunk
    }

    /// By module: what the asset that this one is paired with has of it.
    func places(ofBaselineFor asset: Int) -> [Int32: Size] {
        var found: [Int32: Size] = [:]
        for leaf in ofCurrent[asset].map({ baseline.build.contents[$0] }) ?? 0..<0 {
            found[modules.ofBaseline[leaf], default: .zero] =
                found[modules.ofBaseline[leaf], default: .zero] + baseline.build.leaves[leaf].size
        }
        return found
    }

    /// - Parameter places: of the row's asset. Of several rows of one module, the first has what there was before.
    func compare(_ row: inout TreemapRows.Row, leaf: Int, _ places: inout [Int32: Size]?) {
        let module = modules.ofCurrent[leaf]
        if let before = places?.updateValue(.zero, forKey: module) {
            row.before = before
            row.state = Self.state(before.raw, row.size.raw)
        } else if isModule(module), let elsewhere = lost[Int(module)] {
            row.before = elsewhere
            row.state = .moved
        } else {
            row.state = .new
        }
    }

    /// Of an asset of which only the size is known.
    func compareWhole(_ row: inout TreemapRows.Row, _ asset: Int) {
        row.before = ofCurrent[asset].map(baseline.size(of:)) ?? .zero
        row.state = ofCurrent[asset] == nil ? .new : Self.state(row.before.raw, row.size.raw)
    }

    func compareRest(_ row: inout TreemapRows.Row, _ asset: Int) {
        row.before = ofCurrent[asset].flatMap(baseline.rest(of:)) ?? .zero
        row.state = Self.state(row.before.raw, row.size.raw)
    }

    /// What the baseline had there and the current build does not.
    func removed(_ scope: TreemapScope) -> [TreemapRows.Row] {
        let isDrawn = Set(scope.current)
        // An asset that is paired with one of another entry point has not been removed.
        let gone = scope.baseline.filter { ofBaseline[$0] == nil }
        let paired = scope.current.compactMap { ofCurrent[$0] }
        return (paired + gone).distinct().flatMap { asset -> [TreemapRows.Row] in
            let now = ofBaseline[asset].flatMap { isDrawn.contains($0) ? $0 : nil }
            let name = now.map { current.assets[$0].name } ?? baseline.assets[asset].name
            let leaves = baseline.build.contents[asset]
            guard !leaves.isEmpty else {
                return now != nil
                    ? [] : [TreemapRows.Row(path: name, package: -1, size: baseline.size(of: asset), state: .shrunk)]
            }
            let known = content(ofCurrent: now)
            return leaves.filter { !known.contains(modules.ofBaseline[$0]) }.map { leaf in
                let module = modules.ofBaseline[leaf]
                let isMoved = isModule(module) && isGained[Int(module)]
                return TreemapRows.Row(
                    path: scope.path(baseline.path(of: leaf, in: asset), in: name),
                    package: baseline.build.leaves[leaf].package, size: baseline.build.leaves[leaf].size,
                    state: isMoved ? .moved : .shrunk)
            }
        }
    }

    private func isModule(_ module: Int32) -> Bool { modules.modules[Int(module)].package >= 0 }
}
