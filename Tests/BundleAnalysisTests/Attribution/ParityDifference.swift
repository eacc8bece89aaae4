@testable import BundleAnalysis

/// Why the product's analysis differs from one that knows what Perfsee's analyzer knows: the module table and esbuild's
/// metafile, and no source maps.
enum ParityReason: String, CaseIterable {
    case styleSheet = "the bytes of style sheets have owners"
    case noModules = "a script without modules, such as a runtime of its own, of which the other analysis says nothing"
    case outsideTable = "the source map says whose the bytes outside the module table are: an inlined entry module"
    case grownOutsideTable = "the source map gives a module of the table bytes outside the table too"
    case innerModule = "the source map tells the modules of a concatenation apart"
    case concatenation = "a concatenation has only what none of its modules has"
    case library = "a source that a library's own source map names, below a module of the stats"
    case runtime = "the build tool's own code outside the table"
    case noSource = "the source map says that no file is behind these bytes"
    case mapComment = "the comment that names the source map"
    case unattributed = "what the source map gives to somebody is no longer unattributed"
    case share = "a compressed size is rounded another way, since it is shared out among others"
}

/// One thing that two analyses of the same build say differently.
struct ParityDifference {
    let place: String
    /// Nil for a difference that should not be.
    let reason: ParityReason?

    /// All differences of the product's analysis from the other one, in the content trees, the module refs and the
    /// packages.
    static func all(from parity: AnalysisOutcome, to product: AnalysisOutcome) -> [ParityDifference] {
        var found: [ParityDifference] = []
        var owned: [Int: [ParityDifference]] = [:]
        let roots = Dictionary(uniqueKeysWithValues: parity.content.map { ($0.name, $0) })
        let reports = Dictionary(uniqueKeysWithValues: parity.report.assets.map { ($0.name, $0) })
        let assets = Dictionary(uniqueKeysWithValues: product.report.assets.map { ($0.name, $0) })
        for root in product.content {
            guard let other = roots[root.name], let asset = assets[root.name], let before = reports[root.name] else {
                found.append(ParityDifference(place: root.name, reason: nil))
                continue
            }
            let leaves = leaves(of: root, asset, from: other)
            found += leaves
            owned[asset.ref] = leaves
            found += moduleRefs(of: asset, from: before, leaves)
            if root.value != other.value { found.append(ParityDifference(place: root.name, reason: nil)) }
        }
        return found + packages(product.report, from: parity.report, owned)
    }

    // MARK: Leaves

    private static func leaves(
        of root: ModuleTreeNode, _ asset: Report.Asset, from other: ModuleTreeNode
    ) -> [ParityDifference] {
        let (new, old) = (Invariant.paths(of: root), Invariant.paths(of: other))
        let inner = Set(old.values.flatMap { $0.modules ?? [] }.map(path))
        return Set(new.keys).union(old.keys).sorted().compactMap { path in
            let place = "\(root.name): \(path)"
            // The other analysis has no content for a style sheet without a metafile.
            if asset.type == .css, other.children == nil {
                return ParityDifference(place: place, reason: root.attribution == .table ? nil : .styleSheet)
            }
            if other.children == nil, new[path]?.attribution == nil, path.utf8.first == UInt8(ascii: "(") {
                return ParityDifference(place: place, reason: root.attribution == .map ? .noModules : nil)
            }
            guard let leaf = new[path] else {
                let isTaken = old[path]?.concatenated == true || path == ModuleTreeNode.unattributed
                let reason: ParityReason = path == ModuleTreeNode.unattributed ? .unattributed : .concatenation
                return ParityDifference(place: place, reason: isTaken ? reason : nil)
            }
            guard let before = old[path] else {
                return ParityDifference(place: place, reason: reason(forNew: path, leaf, isInner: inner.contains(path)))
            }
            guard leaf != before else { return nil }
            return ParityDifference(place: place, reason: reason(for: path, leaf, before: before))
        }
    }

    /// A module's name as its path in the tree.
    private static func path(_ name: String) -> String { ModuleTitle.parts(of: name).joined(separator: "/") }

    private static func reason(forNew path: String, _ leaf: ModuleTreeNode, isInner: Bool) -> ParityReason? {
        switch path {
        case "(runtime)": .runtime
        case "(no source)": .noSource
        case "(map comment)": .mapComment
        default:
            if leaf.attribution != .map {
                nil
            } else if path.utf8.starts(with: "(unknown package)/".utf8) {
                .library
            } else {
                isInner ? .innerModule : .outsideTable
            }
        }
    }

    private static func reason(
        for path: String, _ leaf: ModuleTreeNode, before: ModuleTreeNode
    ) -> ParityReason? {
        var same = leaf
        (same.value, same.gzip, same.brotli) = (before.value, before.gzip, before.brotli)
        same.attribution = before.attribution
        // What the stats say of a module stays the same.
        guard same == before else { return nil }
        if leaf.value == before.value {
            let isRounded =
                abs((leaf.gzip ?? 0) - (before.gzip ?? 0)) <= 1 && abs((leaf.brotli ?? 0) - (before.brotli ?? 0)) <= 1
            return isRounded && leaf.attribution == before.attribution ? .share : nil
        }
        let isLess = leaf.value < before.value
        switch path {
        case ModuleTreeNode.unattributed: return isLess ? .unattributed : nil
        case "(runtime)": return isLess ? nil : .runtime
        default:
            if leaf.concatenated == true, isLess { return .concatenation }
            return isLess ? nil : .grownOutsideTable
        }
    }

    // MARK: Module refs and packages

    /// A module that has got bytes is one more, and a concatenation that has lost all of them one less.
    private static func moduleRefs(
        of asset: Report.Asset, from before: Report.Asset, _ leaves: [ParityDifference]
    ) -> [ParityDifference] {
        let (new, old) = (asset.moduleRefs.map(text), before.moduleRefs.map(text))
        let added = Set(new).subtracting(old).sorted().map { ("\(asset.name): module \($0)", true) }
        let lost = Set(old).subtracting(new).sorted().map { ("\(asset.name): module \($0) is gone", false) }
        return (added + lost).map { place, isAdded in
            let reasons: [ParityReason] = isAdded ? [.styleSheet, .innerModule, .outsideTable] : [.concatenation]
            return ParityDifference(
                place: place, reason: reasons.first { reason in leaves.contains { $0.reason == reason } })
        }
    }

    private static func text(_ ref: ModuleRef) -> String {
        switch ref {
        case .number(let number): String(number)
        case .name(let name): name
        }
    }

    /// A package that is new has bytes only where leaves are new.
    private static func packages(
        _ report: Report, from before: Report, _ leaves: [Int: [ParityDifference]]
    ) -> [ParityDifference] {
        let known = Set(before.packages.map(\.path))
        let added = report.packages.filter { !known.contains($0.path) }.map { package in
            let assets = report.assets.filter { $0.packageRefs.contains { $0.ref == package.ref } }.map(\.ref)
            let reasons: [ParityReason] = [.styleSheet, .innerModule, .outsideTable, .library]
            let explained = assets.map { asset in
                reasons.first { reason in leaves[asset]?.contains { $0.reason == reason } == true }
            }
            let reason = explained.contains(nil) ? nil : explained.first ?? nil
            return ParityDifference(place: "package \(package.path)", reason: reason)
        }
        let lost = known.subtracting(report.packages.map(\.path)).sorted()
        return added + lost.map { ParityDifference(place: "package \($0) is gone", reason: nil) }
    }
}
